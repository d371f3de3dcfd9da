/** How many projects there are in each state; pressed, only those are listed. */

import { find, make, makeIcon, setAttribute, setText } from './dom.js';
import { number } from './format.js';
import { STATES } from './states.js';

/**
 * @param {(states: readonly string[]) => void} choose
 * @returns {(counts: Record<string, number> | null, states: readonly string[]) => void} Shows them.
 */
export function createChips(choose) {
    /** @type {readonly string[]} */
    let chosen = [];
    const all = createChip('All', null);
    all.button.addEventListener('click', () => choose([]));
    const chips = [...STATES].map(([state, icon]) => {
        const chip = createChip(state, icon);
        chip.button.addEventListener('click', () => choose(
            chosen.includes(state) ? chosen.filter(other => other !== state) : [...chosen, state]));
        return { state, ...chip };
    });
    find('chips', HTMLElement).append(all.button, ...chips.map(chip => chip.button));
    return (counts, states) => {
        chosen = states;
        setAttribute(all.button, 'aria-pressed', String(states.length === 0));
        setText(all.count, counts === null ? '' : number(Object.values(counts).reduce((sum, part) => sum + part, 0)));
        for (const { state, button, count } of chips) {
            setAttribute(button, 'aria-pressed', String(states.includes(state)));
            setAttribute(button, 'data-empty', (counts?.[state] ?? 0) === 0);
            setText(count, counts === null ? '' : number(counts[state] ?? 0));
        }
    };
}

/**
 * @param {string} name
 * @param {string | null} icon
 */
function createChip(name, icon) {
    const count = make('span', { class: 'count' });
    const button = make(
        'button', { 'type': 'button', 'class': 'chip', 'data-state': name },
        ...icon === null ? [] : [makeIcon(icon)], make('span', {}, name), ' ', count);
    return { button, count };
}
