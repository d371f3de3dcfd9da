/** What the checks found in a project's photos. */

import { find, make, makeIcon, setAttribute, setText } from './dom.js';
import { number, withLocalTimes } from './format.js';
import { KeyedList } from './keyed.js';

/** @typedef {import('./api.js').Finding} Finding */

/** Words and shapes; the shapes of errors and warnings are those of the states that they lead to. */
const SEVERITIES = {
    Error: { word: 'Error', icon: 'M4 4l8 8M12 4l-8 8' },
    Warning: { word: 'Warning', icon: 'M8 2 14.8 13.8H1.2zM8 6.5v3.2M8 11.7v.1' },
    Info: { word: 'Note', icon: 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0zM8 7.5V11M8 5v.1' },
};

const list = new KeyedList(
    find('findings', HTMLElement),
    /** @param {Finding} finding */
    ({ code, file, message }) => [code, file ?? '', message].join('\n'),
    createFinding);

/** @param {import('./api.js').Details} details */
export function showFindings({ findings, findingCount, report, project }) {
    list.show(findings);
    const note = find('findings-note', HTMLElement);
    note.hidden = false;
    const more = (findingCount ?? 0) - findings.length;
    if (more > 0)
        setText(note, `And ${number(more)} more, which the report tells.`);
    else if (findings.length > 0)
        note.hidden = true;
    else if (report && (project.errors ?? 1) > 0)
        setText(note, 'What the checks found stands in the report.');
    else
        setText(note, report ? 'The checks found nothing to complain of.' : 'The photos have not been checked yet.');
}

/** @returns {import('./keyed.js').View<Finding>} */
function createFinding() {
    const label = make('span', { class: 'label' });
    const code = make('code');
    const accepted = make('span', { class: 'accepted' }, 'accepted');
    const file = make('code', { class: 'file' });
    const message = make('p', { class: 'message' });
    const remedy = make('p', { class: 'remedy' });
    const element = make(
        'li', {}, make('p', { class: 'finding-head' }, label, code, accepted), message, file, remedy);
    return {
        element,
        update(finding) {
            const severity = SEVERITIES[finding.severity] ?? SEVERITIES.Info;
            if (label.textContent !== severity.word)
                label.replaceChildren(makeIcon(severity.icon), severity.word);
            setAttribute(element, 'data-severity', finding.severity);
            setText(code, finding.code);
            accepted.hidden = !finding.accepted;
            setText(file, finding.file ?? '');
            file.hidden = !finding.file || finding.message.includes(finding.file);
            setText(message, withLocalTimes(finding.message));
            setText(remedy, withLocalTimes(finding.remedy ?? ''));
            remedy.hidden = !finding.remedy;
        },
    };
}
