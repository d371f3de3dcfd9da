/** The files that a run made, to be taken home. */

import { projectPath } from './api.js';
import { find, make, setAttribute, setText, webAddress } from './dom.js';
import { size } from './format.js';
import { KeyedList } from './keyed.js';

/** @typedef {import('./api.js').Product} Product */

let project = '';

const list = new KeyedList(
    find('products', HTMLElement),
    /** @param {Product} product */
    product => product.path,
    createProduct);

/**
 * @param {string} name The project's.
 * @param {readonly Product[]} products
 */
export function showProducts(name, products) {
    project = name;
    find('products-part', HTMLElement).hidden = products.length === 0;
    list.show(products);
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
            setText(link, product.path);
            setAttribute(link, 'href', projectPath(project, 'products', ...product.path.split('/')));
            setText(bytes, size(product.bytes));
            const address = webAddress(product.url);
            uploaded.hidden = address === null;
            setAttribute(uploaded, 'href', address);
        },
    };
}
