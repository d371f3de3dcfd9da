/** The long texts: the end of the log and the configuration. */

import { find, setText } from './dom.js';

/** How near the end of a text counts as at its end, in pixels. */
const NEAR = 8;

/**
 * Shows the end of the log; whoever reads at its end stays there as it grows, whoever reads further up is left there.
 * @param {{ run: string, lines: string[] } | null | undefined} tail
 */
export function showLog(tail) {
    find('log-part', HTMLElement).hidden = !tail;
    if (!tail)
        return;
    setText(find('log-run', HTMLElement), `Of ${tail.run}.`);
    const log = find('log', HTMLElement);
    const isAtEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - NEAR;
    setText(log, tail.lines.join('\n'));
    if (isAtEnd)
        log.scrollTop = log.scrollHeight;
}

/** @param {{ run: string, text: string } | null | undefined} config */
export function showConfig(config) {
    find('config-part', HTMLElement).hidden = !config;
    if (!config)
        return;
    setText(find('config-run', HTMLElement), `As given to ${config.run}`);
    setText(find('config', HTMLElement), config.text);
}
