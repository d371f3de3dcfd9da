/** What of the list is shown, kept in the page's address: it can be sent to others, and the way back works. */

import { STATES } from './states.js';

/**
 * @typedef {object} Choice
 * @property {string} search
 * @property {readonly string[]} states None means all.
 * @property {string} sort A column's name, with a dash before it the other way round; empty for the server's order.
 * @property {number} page From 1.
 */

/** @returns {Choice} */
export function readAddress() {
    const query = new URLSearchParams(location.search);
    return {
        search: query.get('search') ?? '',
        states: [...STATES.keys()].filter(state => query.getAll('state').includes(state)),
        sort: query.get('sort') ?? '',
        page: Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1),
    };
}

/**
 * @param {Choice} choice
 * @param {boolean} isStep Whether the way back leads to what was shown before.
 */
export function writeAddress(choice, isStep) {
    const query = queryOf(choice);
    const address = query === '' ? location.pathname : `${location.pathname}?${query}`;
    if (isStep)
        history.pushState(null, '', address);
    else
        history.replaceState(null, '', address);
}

/**
 * The query for this choice, of the page as of the API; what is as usual is left out.
 * @param {Choice} choice
 */
export function queryOf({ search, states, sort, page }) {
    const query = new URLSearchParams();
    if (search !== '')
        query.set('search', search);
    for (const state of states)
        query.append('state', state);
    if (sort !== '')
        query.set('sort', sort);
    if (page > 1)
        query.set('page', String(page));
    return query.toString();
}
