/** The files that a run made, to be taken home. */

import { projectPath } from './api.js';
import { find, make, setAttribute, setText, webAddress } from './dom.js';
import { number, size } from './format.js';
import { KeyedList } from './keyed.js';

/** @typedef {import('./api.js').Product} Product */

let project = '', folder = '';

const list = new KeyedList(
    find('products', HTMLElement),
    /** @param {Product} product */
    product => product.path,
    createProduct);

/**
 * @param {string} name The project's.
 * @param {import('./api.js').Details} details
 */
export function showProducts(name, { products, productCount }) {
    project = name;
    folder = commonFolder(products.map(product => product.path));
    find('products-part', HTMLElement).hidden = products.length === 0;
    const more = (productCount ?? 0) - products.length;
    const note = [folder && `In ${folder}`, more > 0 && `${number(more)} more are not listed here`].filter(Boolean);
    setText(find('products-note', HTMLElement), note.join('; '));
    list.show(products);
}

/**
 * The folder that all these files lie in, with a slash after it; empty when there is none.
 * @param {string[]} paths
 */
function commonFolder(paths) {
    const folders = paths.map(path => path.split('/').slice(0, -1));
    const first = folders[0] ?? [];
    const apart = first.findIndex((part, index) => folders.some(other => other[index] !== part));
    return first.slice(0, apart < 0 ? first.length : apart).map(part => `${part}/`).join('');
}

/** @returns {import('./keyed.js').View<Product>} */
function createProduct() {
    const link = make('a', { download: true });
    const bytes = make('span', { class: 'quiet number' });
    const uploaded = make('a', { rel: 'noreferrer' }, 'Uploaded copy');
    const element = make('li', {}, link, uploaded, bytes);
    return {
        element,
        update(product) {
            setText(link, product.path.slice(folder.length));
            setAttribute(link, 'href', projectPath(project, 'products', ...product.path.split('/')));
            setText(bytes, size(product.bytes));
            const address = webAddress(product.url);
            uploaded.hidden = address === null;
            setAttribute(uploaded, 'href', address);
        },
    };
}
