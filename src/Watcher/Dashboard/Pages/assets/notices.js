/** What is wrong with the page itself, in words above all else. */

import { find, make, setText } from './dom.js';

/** @type {Map<string, HTMLElement>} */
const shown = new Map();

/**
 * Shows a notice, or takes it away. The place they stand in is read out.
 * @param {string} key Which one.
 * @param {string | null} words
 */
export function notice(key, words) {
    const element = shown.get(key);
    if (words === null) {
        element?.remove();
        shown.delete(key);
    } else if (element) {
        setText(element, words);
    } else {
        const made = make('p', { class: 'notice' }, words);
        shown.set(key, made);
        find('notices', HTMLElement).append(made);
    }
}
