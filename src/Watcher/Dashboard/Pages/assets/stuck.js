/** That a project does not come on. */

import { make, makeIcon, setText } from './dom.js';
import { clock } from './format.js';
import { STUCK } from './states.js';

/** @returns {import('./keyed.js').View<import('./api.js').Project>} */
export function createStuck() {
    const words = make('span');
    const element = make('span', { class: 'stuck' }, makeIcon(STUCK), words);
    element.hidden = true;
    return {
        element,
        update({ stuckSince }) {
            element.hidden = !stuckSince;
            setText(words, stuckSince ? `Stuck since ${clock(stuckSince)}` : '');
        },
    };
}
