/** Hearing of changes as they happen, by server-sent events. */

import { find, setAttribute, setText } from './dom.js';

/**
 * @typedef {object} Change
 * @property {number} version
 * @property {number} total
 * @property {Record<string, number>} counts
 * @property {string[] | null} [projects] Null when too many changed to name them.
 */

const ADDRESS = '/api/v1/events';

// A browser tries again by itself after a lost connection, but not after a refusal.
const FIRST_PAUSE = 2000, LONGEST_PAUSE = 30_000;

// A connection that is back at once is no news.
const PATIENCE = 1500;

/**
 * Listens as long as the page is seen: a browser keeps few connections to a server, and hidden tabs would use them up.
 * @param {(change: Change) => void} hear Told at once where things stand, after each pause again, and at each change.
 * @param {() => void} back Called when the watcher answers again after a loss.
 */
export function listen(hear, back) {
    const connection = find('connection', HTMLElement);
    /** @type {EventSource | null} */
    let source = null;
    let pause = FIRST_PAUSE;
    let wasLost = false;
    /** @type {number | undefined} */
    let retry;
    /** @type {number | undefined} */
    let worry;

    open();
    document.addEventListener('visibilitychange', () => document.hidden ? close() : open());
    addEventListener('pagehide', close);
    addEventListener('pageshow', event => event.persisted && open());

    function open() {
        if (source !== null || document.hidden)
            return;
        source = new EventSource(ADDRESS);
        source.addEventListener('open', isOpen);
        source.addEventListener('error', isLost);
        source.addEventListener('change', event => {
            isOpen();
            hear(JSON.parse(event.data));
        });
    }

    function close() {
        source?.close();
        source = null;
        clearTimeout(retry);
        clearTimeout(worry);
        worry = undefined;
    }

    function isOpen() {
        pause = FIRST_PAUSE;
        clearTimeout(worry);
        worry = undefined;
        tell('live', 'Live');
        if (wasLost) {
            wasLost = false;
            back();
        }
    }

    function isLost() {
        wasLost = true;
        worry ??= setTimeout(() => tell('lost', 'Connection lost, trying again'), PATIENCE);
        if (source?.readyState !== EventSource.CLOSED)
            return;
        source = null;
        clearTimeout(retry);
        retry = setTimeout(open, pause * (0.75 + Math.random() / 2));
        pause = Math.min(pause * 2, LONGEST_PAUSE);
    }

    /**
     * @param {string} state
     * @param {string} words
     */
    function tell(state, words) {
        setAttribute(connection, 'data-state', state);
        setText(connection, words);
    }
}
