/** A project in the list. */

import { pagePath, projectPath } from './api.js';
import { make, setAttribute, setText, webAddress } from './dom.js';
import { UNKNOWN, ago, count, number, setTime, size } from './format.js';
import { createProgress, wordsOf } from './progress.js';
import { createBadge } from './states.js';
import { createStuck } from './stuck.js';

/**
 * @param {string} name The column's, shown beside the value where rows are cards.
 * @param {string} kind
 * @param {...Node} children
 */
function cell(name, kind, ...children) {
    return make('td', { 'role': 'cell', 'class': kind, 'data-name': name }, ...children);
}

/** @returns {import('./keyed.js').View<import('./api.js').Project>} */
export function createRow() {
    const link = make('a', { class: 'project' });
    const words = make('p', { class: 'words' });
    const badge = createBadge();
    const stuck = createStuck();
    const progress = createProgress();
    const photos = cell('Photos', 'photos number');
    const bytes = cell('Size', 'bytes number');
    const age = make('time');
    const found = cell('Found', 'found', age);
    const errors = make('span', { class: 'errors' });
    const warnings = make('span', { class: 'warnings' });
    const none = make('span', { class: 'quiet' });
    const findings = cell('Findings', 'findings', errors, warnings, none);
    const report = make('a', {}, 'Report'), products = make('a'), argo = make('a', {}, 'Argo');
    const links = cell('Links', 'links', report, products, argo);
    const element = make(
        'tr', { role: 'row' },
        make('th', { role: 'rowheader', scope: 'row' }, link, words),
        cell('State', 'state', badge.element, stuck.element),
        cell('Progress', 'run', progress.element),
        photos, bytes, found, findings, links);
    return {
        element,
        update(project) {
            setText(link, project.project);
            setAttribute(link, 'href', pagePath(project.project));
            setText(words, wordsOf(project));
            badge.update(project.state);
            stuck.update(project);
            progress.update(project);
            setText(photos, number(project.photos));
            setText(bytes, size(project.bytes));
            if (project.foundAt)
                setTime(age, project.foundAt, ago(project.foundAt));
            else
                setText(age, UNKNOWN);
            updateFindings(project);
            updateLinks(project);
        },
    };

    /** @param {import('./api.js').Project} project */
    function updateFindings(project) {
        const wrong = project.errors ?? 0, doubtful = project.warnings ?? 0;
        const hasReport = typeof project.errors === 'number';
        setText(errors, wrong > 0 ? count(wrong, 'error') : '');
        setText(warnings, doubtful > 0 ? count(doubtful, 'warning') : '');
        setText(none, !hasReport ? UNKNOWN : wrong + doubtful === 0 ? 'None' : '');
    }

    /** @param {import('./api.js').Project} project */
    function updateLinks({ project, errors: hasReport, products: made, argoUrl }) {
        const address = webAddress(argoUrl);
        report.hidden = typeof hasReport !== 'number';
        setAttribute(report, 'aria-label', `Report on ${project}`);
        setAttribute(report, 'href', projectPath(project, 'report.html'));
        products.hidden = !made;
        setText(products, count(made ?? 0, 'product'));
        setAttribute(products, 'aria-label', `${count(made ?? 0, 'product')} of ${project}`);
        setAttribute(products, 'href', `${pagePath(project)}#products-part`);
        argo.hidden = address === null;
        setAttribute(argo, 'aria-label', `The run of ${project} in Argo`);
        setAttribute(argo, 'href', address);
    }
}
