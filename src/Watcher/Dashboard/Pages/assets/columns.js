/** The heads of the columns, by which the list is sorted. */

import { find, make, makeIcon, setAttribute, setText } from './dom.js';

/**
 * @typedef {object} Column
 * @property {string} name
 * @property {string} sort What it sorts by.
 * @property {string} [also] Another thing in it that the list can be sorted by, elsewhere than here.
 * @property {boolean} [isLargestFirst] Whether its largest come first when it is chosen.
 * @property {string} [kind]
 */

/** @type {readonly Column[]} */
const COLUMNS = [
    { name: 'Project', sort: 'project' },
    { name: 'State', sort: 'state' },
    { name: 'Progress', sort: 'progress', also: 'end', isLargestFirst: true },
    { name: 'Photos', sort: 'photos', isLargestFirst: true, kind: 'number' },
    { name: 'Size', sort: 'bytes', isLargestFirst: true, kind: 'number' },
    { name: 'Found', sort: 'found', isLargestFirst: true },
    { name: 'Findings', sort: '' },
    { name: 'Links', sort: '' },
];

/**
 * All orders and what they are called.
 * @type {ReadonlyMap<string, string>}
 */
export const ORDERS = new Map([
    ['project', 'Name'], ['state', 'State'], ['-found', 'Newest'], ['found', 'Oldest'], ['end', 'Ends soonest'],
    ['-progress', 'Furthest'], ['-photos', 'Most photos'], ['-bytes', 'Largest'],
    ['-project', 'Name, Z to A'], ['-state', 'State, last first'], ['-end', 'Ends latest'],
    ['progress', 'Least far'], ['photos', 'Fewest photos'], ['bytes', 'Smallest'],
]);

/** How many of them narrow screens, which have no heads of columns, offer instead. */
const OFFERED = 8;

const ARROW = 'M4 6l4 4 4-4';

/**
 * @param {(sort: string) => void} choose
 * @returns {(sort: string) => void} Shows which order there is.
 */
export function createColumns(choose) {
    let current = '';
    const heads = COLUMNS.map(column => {
        const head = make('th', { scope: 'col', role: 'columnheader', class: column.kind });
        const name = make('span', {}, column.name);
        if (column.sort === '') {
            head.append(name);
        } else {
            const button = make('button', { type: 'button' }, name, makeIcon(ARROW));
            button.addEventListener('click', () => choose(next(column, current)));
            head.append(button);
        }

        return { column, head, name };
    });
    find('columns', HTMLElement).append(...heads.map(({ head }) => head));
    const select = find('sort', HTMLSelectElement);
    const options = [...ORDERS].map(([sort, name]) => make('option', { value: sort }, name));
    select.append(...options);
    select.addEventListener('change', () => choose(select.value));
    return sort => {
        current = sort || 'project';
        // The others come from wide screens, by an address that was sent or a window made narrow.
        options.forEach((option, index) => option.hidden = index >= OFFERED && option.value !== current);
        select.value = current;
        for (const { column, head, name } of heads) {
            setAttribute(head, 'aria-sort', orderOf(column, current));
            setText(name, column.also && isBy(column.also, current) ? `${column.name} by ${column.also}` : column.name);
        }
    };
}

/**
 * @param {Column} column
 * @param {string} current
 */
function next({ sort, isLargestFirst }, current) {
    if (current === sort)
        return `-${sort}`;
    return current === `-${sort}` || !isLargestFirst ? sort : `-${sort}`;
}

/**
 * @param {Column} column
 * @param {string} current
 */
function orderOf({ sort, also }, current) {
    if (!isBy(sort, current) && !(also && isBy(also, current)))
        return null;
    return current.startsWith('-') ? 'descending' : 'ascending';
}

/**
 * @param {string} sort
 * @param {string} current
 */
function isBy(sort, current) {
    return sort !== '' && (current === sort || current === `-${sort}`);
}
