/** A project in the list. */

import { pagePath, projectPath } from './api.js';
import { make, setAttribute, setText } from './dom.js';
import { UNKNOWN, ago, count, number, setTime, size } from './format.js';
import { createProgress, wordsOf } from './progress.js';
import { createBadge } from './states.js';

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
    const progress = createProgress();
    const photos = cell('Photos', 'photos number');
    const bytes = cell('Size', 'bytes number');
    const age = make('time');
    const found = cell('Found', 'found', age);
    const errors = make('span', { class: 'errors' });
    const warnings = make('span', { class: 'warnings' });
    const none = make('span', { class: 'quiet' });
    const report = make('a');
    const findings = cell('Findings', 'findings', errors, warnings, none, report);
    const element = make(
        'tr', { role: 'row' },
        make('th', { role: 'rowheader', scope: 'row' }, link, words),
        cell('State', 'state', badge.element),
        cell('Progress', 'run', progress.element),
        photos, bytes, found, findings);
    return {
        element,
        update(project) {
            setText(link, project.project);
            setAttribute(link, 'href', pagePath(project.project));
            setText(words, wordsOf(project));
            badge.update(project.state);
            progress.update(project);
            setText(photos, number(project.photos));
            setText(bytes, size(project.bytes));
            if (project.foundAt)
                setTime(age, project.foundAt, ago(project.foundAt));
            else
                setText(age, UNKNOWN);
            updateFindings(project);
        },
    };

    /** @param {import('./api.js').Project} project */
    function updateFindings(project) {
        const wrong = project.errors ?? 0, doubtful = project.warnings ?? 0;
        const hasReport = typeof project.errors === 'number';
        setText(errors, wrong > 0 ? count(wrong, 'error') : '');
        setText(warnings, doubtful > 0 ? count(doubtful, 'warning') : '');
        setText(none, !hasReport ? UNKNOWN : wrong + doubtful === 0 ? 'None' : '');
        report.hidden = !hasReport;
        setText(report, 'Report');
        setAttribute(report, 'aria-label', `Report on ${project.project}`);
        setAttribute(report, 'href', projectPath(project.project, 'report.html'));
    }
}
