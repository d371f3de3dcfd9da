/** The page with all projects. */

import { queryOf, readAddress, writeAddress } from './address.js';
import { ApiError, get } from './api.js';
import { createChips } from './chips.js';
import { now } from './clock.js';
import { ORDERS, createColumns } from './columns.js';
import { find, make, setAttribute, setText } from './dom.js';
import { clock, count, number, withLocalTimes } from './format.js';
import { KeyedList } from './keyed.js';
import { listen } from './live.js';
import { notice } from './notices.js';
import { Refresher } from './refresher.js';
import { createRow } from './row.js';

/** Typing has come to a rest. */
const REST = 250;
/** Ages and estimates are told anew, and what nobody told a change of is asked for again. */
const TICK = 15_000, REFRESH = 30_000;
/** What the watcher knows is old. */
const OLD = 60_000;

let choice = readAddress();
/** @type {import('./api.js').Listing | null} */
let listing = null;
/** What the listing was asked for by. */
let shownQuery = queryOf(choice);
let loadedAt = 0;
/** Whether somebody waits to be told what is listed, and whether in another order. */
let isAwaited = false, isSorted = false;
let isSearching = false;
let loading = new AbortController();
/** @type {number | undefined} */
let typing;
/** @type {import('./live.js').Change | null} */
let heard = null;

const search = find('search', HTMLInputElement);
const table = find('table', HTMLElement);
const empty = find('empty', HTMLElement);
const told = find('told', HTMLElement);
const rows = new KeyedList(find('rows', HTMLElement), row => row.project, createRow);
const showChips = createChips(part => choose({ ...part, page: 1 }));
const showSort = createColumns(sort => {
    isSorted = true;
    choose({ sort, page: 1 });
});
const refresher = new Refresher(load);

search.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(takeSearch, REST);
});
search.addEventListener('blur', () => isSearching = false);
document.addEventListener('keydown', event => {
    const isTyping = event.target instanceof Element && event.target.closest('input, select, textarea') !== null;
    if (event.key !== '/' || isTyping || event.ctrlKey || event.metaKey || event.altKey)
        return;
    event.preventDefault();
    search.focus();
    search.select();
});
find('previous', HTMLElement).addEventListener('click', () => turn(-1));
find('next', HTMLElement).addEventListener('click', () => turn(1));
addEventListener('popstate', () => {
    choice = readAddress();
    search.value = choice.search;
    ask();
});
document.addEventListener('visibilitychange', tick);
setInterval(tick, TICK);

search.value = choice.search;
showChoice();
void refresher.now();
listen(hear, () => void refresher.now());

/**
 * Shows something else of the list.
 * @param {Partial<import('./address.js').Choice>} part
 * @param {boolean} isStep Whether the way back leads to what is shown now.
 */
function choose(part, isStep = true) {
    choice = { ...choice, ...part };
    writeAddress(choice, isStep);
    ask();
}

function ask() {
    isAwaited = true;
    setText(told, ''); // Or the same words again would be no news, and those of another choice would stay.
    showChoice();
    void refresher.now();
}

// A word that is typed is one step of the way back, not one for each letter.
function takeSearch() {
    const words = search.value.trim();
    if (words === choice.search)
        return;
    choose({ search: words, page: 1 }, !isSearching);
    isSearching = true;
}

/** @param {number} step */
function turn(step) {
    const page = choice.page + step;
    if (listing === null || page < 1 || page > listing.pages)
        return;
    choose({ page });
    find('projects', HTMLElement).scrollIntoView();
}

/** @returns {Promise<boolean>} */
async function load() {
    loading.abort();
    loading = new AbortController();
    const known = heard;
    const query = queryOf(choice);
    try {
        listing = /** @type {import('./api.js').Listing} */ (
            await get(query === '' ? '/api/v1/projects' : `/api/v1/projects?${query}`, loading.signal));
    } catch (fault) {
        if (!(fault instanceof ApiError))
            return true; // Something else is asked for by now.
        const hope = fault.isPassing ? ' The list is loaded again by itself.' : '';
        notice('fault', withLocalTimes(fault.message) + hope);
        return false;
    }

    loadedAt = now();
    notice('fault', null);
    if (listing.page !== choice.page) {
        choice = { ...choice, page: listing.page };
        writeAddress(choice, false);
    }

    shownQuery = queryOf(choice);
    show(listing);
    announce(listing);
    // What was told while the list was on its way may not be in it. Versions say nothing of that: another replica, with
    // a count of its own, may have answered.
    if (heard !== known)
        refresher.soon();
    return true;
}

/** @param {import('./live.js').Change} change */
function hear(change) {
    const before = heard;
    heard = change;
    if (listing !== null && change.version !== listing.version && concerns(change, before, listing))
        refresher.soon();
}

/**
 * Whether a change can be seen on this page of the list.
 * @param {import('./live.js').Change} change
 * @param {import('./live.js').Change | null} before
 * @param {import('./api.js').Listing} shown
 */
function concerns({ projects, counts, total }, before, shown) {
    // With none named, something else is new, such as who watches.
    if (!projects || projects.length === 0 || before === null || total !== before.total)
        return true;
    if (Object.entries(counts).some(([state, number]) => before.counts[state] !== number))
        return true;
    // By name nothing moves; by all else one of another page may come here.
    const mayMove = shown.pages > 1 && !/^(-?project)?$/.test(choice.sort);
    return mayMove || shown.projects.some(row => projects.includes(row.project));
}

function tick() {
    if (document.hidden)
        return;
    if (listing !== null)
        show(listing);
    if (refresher.age > REFRESH)
        refresher.soon();
}

function showChoice() {
    showChips(listing, choice);
    showSort(choice.sort);
    setAttribute(find('projects', HTMLElement), 'aria-busy', String(queryOf(choice) !== shownQuery));
}

/** @param {import('./api.js').Listing} list */
function show(list) {
    rows.show(list.projects);
    table.hidden = list.projects.length === 0;
    showEmpty(list);
    showChoice();
    showPager(list);
    showWatcher(list);
    document.title = list.counts.Running > 0 ? `Projects, ${list.counts.Running} running – OfoWatcher`
        : 'Projects – OfoWatcher';
}

/** @param {import('./api.js').Listing} list */
function showEmpty(list) {
    const kind = list.projects.length > 0 ? '' : list.total === 0 ? 'none' : 'no-match';
    empty.hidden = kind === '';
    if (empty.dataset.kind === kind)
        return;
    empty.dataset.kind = kind;
    if (kind === 'none') {
        empty.replaceChildren(
            make('h2', {}, 'No projects yet'),
            make('p', {}, 'Copy a folder of drone photos into the share. Each folder there becomes a project, '
                + 'and appears here by itself.'));
    } else {
        const clear = make('button', { type: 'button' }, 'Show all projects');
        clear.addEventListener('click', () => {
            search.value = '';
            choose({ search: '', states: [], stuck: false, page: 1 });
            search.focus();
        });
        empty.replaceChildren(
            make('h2', {}, 'No project matches'),
            make('p', {}, 'None has this name and one of these states.'), clear);
    }
}

/** @param {import('./api.js').Listing} list */
function showPager(list) {
    find('pager', HTMLElement).hidden = list.pages <= 1;
    setText(find('range', HTMLElement), rangeOf(list));
    // Not disabled, or whoever pressed one would lose their place.
    setAttribute(find('previous', HTMLElement), 'aria-disabled', String(list.page <= 1));
    setAttribute(find('next', HTMLElement), 'aria-disabled', String(list.page >= list.pages));
}

/** @param {import('./api.js').Listing} list */
function showWatcher(list) {
    notice('age', loadedAt - Date.parse(list.asOf) > OLD
        ? `The list is as of ${clock(list.asOf)}. The watcher has learnt nothing since: the share may hang, or it has `
            + 'much to look at.'
        : null);
    notice('role', list.role === 'starting'
        ? 'The watcher is starting: it has not looked at every project yet.' : null);
    setText(
        find('watcher', HTMLElement),
        list.watcher ? `Watched by ${withLocalTimes(list.watcher)}.` : 'No watcher is known to be at work.');
}

/** @param {import('./api.js').Listing} list */
function rangeOf({ page, pageSize, projects, matching }) {
    const first = (page - 1) * pageSize + 1;
    return `${number(first)}–${number(first + projects.length - 1)} of ${number(matching)}`;
}

/**
 * Tells what is listed now to those who asked for it: what changes by itself is not read out.
 * @param {import('./api.js').Listing} list
 */
function announce(list) {
    if (!isAwaited)
        return;
    const projects = list.pages > 1 ? `Projects ${rangeOf(list)}` : count(list.matching, 'project');
    const order = isSorted ? `, in the order: ${ORDERS.get(choice.sort || 'project')}` : '';
    setText(told, `${projects} listed${order}.`);
    isAwaited = false;
    isSorted = false;
}
