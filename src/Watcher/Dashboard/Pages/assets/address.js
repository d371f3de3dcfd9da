/** What of the list is shown, kept in the page's address: it can be sent to others, and the way back works. */

import { ORDERS } from './columns.js';
import { STATES } from './states.js';

/** In the session's storage: the query of the list that was shown last in this tab. */
const KEPT = 'ofo-list';

/** The server takes none that is longer, and no page beyond. */
const LONGEST_SEARCH = 255, LAST_PAGE = 2 ** 31 - 1;

/**
 * @typedef {object} Choice
 * @property {string} search
 * @property {readonly string[]} states None means all.
 * @property {boolean} stuck Only those that do not come on.
 * @property {string} sort A column's name, with a dash before it the other way round; empty for the server's order.
 * @property {number} page From 1.
 */

/**
 * What the address asks for. What nobody can be shown is left out: addresses are written by hand, too.
 * @returns {Choice}
 */
export function readAddress() {
    const query = new URLSearchParams(location.search);
    const sort = query.get('sort') ?? '';
    const choice = {
        search: (query.get('search') ?? '').slice(0, LONGEST_SEARCH),
        states: [...STATES.keys()].filter(state => query.getAll('state').includes(state)),
        stuck: query.get('stuck') === 'true',
        sort: ORDERS.has(sort) ? sort : '',
        page: Math.min(LAST_PAGE, Math.max(1, Number.parseInt(query.get('page') ?? '1', 10) || 1)),
    };
    keep(queryOf(choice));
    return choice;
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
    keep(query);
}

/** The way back to the list as it was shown last in this tab. */
export function listPath() {
    let query = null;
    try {
        query = sessionStorage.getItem(KEPT);
    } catch {
        // Some browsers may keep nothing; the way then leads to the whole list.
    }

    return query ? `/?${query}` : '/';
}

/** @param {string} query */
function keep(query) {
    try {
        sessionStorage.setItem(KEPT, query);
    } catch {
        // As above: the list itself needs nothing that is kept.
    }
}

/**
 * The query for this choice, of the page as of the API; what is as usual is left out.
 * @param {Choice} choice
 */
export function queryOf({ search, states, stuck, sort, page }) {
    const query = new URLSearchParams();
    if (search !== '')
        query.set('search', search);
    for (const state of states)
        query.append('state', state);
    if (stuck)
        query.set('stuck', 'true');
    if (sort !== '')
        query.set('sort', sort);
    if (page > 1)
        query.set('page', String(page));
    return query.toString();
}
