/** The states of a project: each has a word and a shape, so that none is told by colour alone. */

import { make, makeIcon, setAttribute } from './dom.js';

/**
 * The states in the order in which people ask for them, with the lines of their icons.
 * @type {ReadonlyMap<import('./api.js').State, string>}
 */
export const STATES = new Map([
    ['Running', 'M5 3v10l8-5z'],
    ['Uploading', 'M8 10.5V2.5M4.5 6 8 2.5 11.5 6M3 13.5h10'],
    ['Checking', 'M11 6.5a4.5 4.5 0 1 1-9 0 4.5 4.5 0 0 1 9 0zM9.8 9.8 14 14'],
    ['Waiting', 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 4.8V8l2.3 1.6'],
    ['Failed', 'M4 4l8 8M12 4l-8 8'],
    ['Invalid', 'M8 2 14.8 13.8H1.2zM8 6.5v3.2M8 11.7v.1'],
    ['Completed', 'M3 8.5 6.5 12 13 4.5'],
]);

/** A project that does not come on, whatever its state. */
export const STUCK = 'M8 1.8 14.2 8 8 14.2 1.8 8zM8 5v3.4M8 10.8v.1';

/**
 * Shows a state as an icon and a word.
 * @returns {import('./keyed.js').View<import('./api.js').State>}
 */
export function createBadge() {
    const element = make('span', { class: 'badge' });
    return {
        element,
        update(state) {
            if (element.dataset.state === state)
                return;
            setAttribute(element, 'data-state', state);
            const path = STATES.get(state);
            element.replaceChildren(...path === undefined ? [] : [makeIcon(path)], state);
        },
    };
}
