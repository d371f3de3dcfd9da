/** The heads of the columns, by which the list is sorted. */

import { find, make, makeIcon, setAttribute } from './dom.js';

/**
 * What each column is called, what it sorts by, and whether its largest come first when it is chosen.
 * @type {readonly { name: string, sort: string, isLargestFirst?: boolean, kind?: string }[]}
 */
const COLUMNS = [
    { name: 'Project', sort: 'project' },
    { name: 'State', sort: 'state' },
    { name: 'Progress', sort: 'progress', isLargestFirst: true },
    { name: 'Photos', sort: 'photos', isLargestFirst: true, kind: 'number' },
    { name: 'Size', sort: 'bytes', isLargestFirst: true, kind: 'number' },
    { name: 'Found', sort: 'found', isLargestFirst: true },
    { name: 'Findings', sort: '' },
];

/** What narrow screens, which have no heads of columns, offer instead. */
const ORDERS = [
    ['project', 'Name'], ['state', 'State'], ['-found', 'Newest'], ['found', 'Oldest'],
    ['end', 'Ends soonest'], ['-progress', 'Furthest'], ['-photos', 'Most photos'], ['-bytes', 'Largest'],
];

const ARROW = 'M4 6l4 4 4-4';

/**
 * @param {(sort: string) => void} choose
 * @returns {(sort: string) => void} Shows which order there is.
 */
export function createColumns(choose) {
    let current = '';
    const heads = COLUMNS.map(column => {
        const head = make('th', { scope: 'col', role: 'columnheader', class: column.kind });
        if (column.sort === '') {
            head.append(column.name);
        } else {
            const button = make('button', { type: 'button' }, column.name, makeIcon(ARROW));
            button.addEventListener('click', () => choose(next(column, current)));
            head.append(button);
        }

        return head;
    });
    find('columns', HTMLElement).append(...heads);
    const select = find('sort', HTMLSelectElement);
    select.append(...ORDERS.map(([sort, name]) => make('option', { value: sort }, name)));
    select.addEventListener('change', () => choose(select.value));
    return sort => {
        current = sort || 'project';
        select.value = current;
        COLUMNS.forEach((column, index) => setAttribute(heads[index], 'aria-sort', orderOf(column, current)));
    };
}

/**
 * @param {{ sort: string, isLargestFirst?: boolean }} column
 * @param {string} current
 */
function next({ sort, isLargestFirst }, current) {
    if (current === sort)
        return `-${sort}`;
    return current === `-${sort}` || !isLargestFirst ? sort : `-${sort}`;
}

/**
 * @param {{ sort: string }} column
 * @param {string} current
 */
function orderOf({ sort }, current) {
    if (sort !== '' && current === sort)
        return 'ascending';
    return sort !== '' && current === `-${sort}` ? 'descending' : null;
}
