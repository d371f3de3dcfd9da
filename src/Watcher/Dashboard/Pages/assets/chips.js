/** How many projects there are in each state; pressed, only those are listed. */

import { find, make, makeIcon, setAttribute, setText } from './dom.js';
import { number } from './format.js';
import { STATES, STUCK } from './states.js';

/**
 * @typedef {Pick<import('./address.js').Choice, 'states' | 'stuck'>} Chosen
 *
 * @param {(chosen: Partial<Chosen>) => void} choose
 * @returns {(listing: import('./api.js').Listing | null, chosen: Chosen) => void} Shows them.
 */
export function createChips(choose) {
    /** @type {Chosen} */
    let chosen = { states: [], stuck: false };
    const all = createChip('All', null);
    all.button.addEventListener('click', () => choose({ states: [], stuck: false }));
    const chips = [...STATES].map(([state, icon]) => {
        const chip = createChip(state, icon);
        chip.button.addEventListener('click', () => choose({
            states: chosen.states.includes(state)
                ? chosen.states.filter(other => other !== state) : [...chosen.states, state],
        }));
        return { state, ...chip };
    });
    const stuck = createChip('Stuck', STUCK);
    stuck.button.addEventListener('click', () => choose({ stuck: !chosen.stuck }));
    find('chips', HTMLElement).append(all.button, ...chips.map(chip => chip.button), stuck.button);
    return (listing, now) => {
        const counts = listing?.counts ?? null, { states } = now;
        chosen = now;
        setAttribute(all.button, 'aria-pressed', String(states.length === 0 && !now.stuck));
        setText(all.count, counts === null ? '' : number(Object.values(counts).reduce((sum, part) => sum + part, 0)));
        for (const { state, button, count } of chips) {
            setAttribute(button, 'aria-pressed', String(states.includes(state)));
            setAttribute(button, 'data-empty', (counts?.[state] ?? 0) === 0);
            setText(count, counts === null ? '' : number(counts[state] ?? 0));
        }

        // What should never be is offered only where it is.
        stuck.button.hidden = !now.stuck && (listing?.stuck ?? 0) === 0;
        setAttribute(stuck.button, 'aria-pressed', String(now.stuck));
        setText(stuck.count, listing === null ? '' : number(listing.stuck));
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
