/** Running a project again and stopping its run: asked for in a dialog, allowed by a token. */

import { ApiError, post, projectPath } from './api.js';
import { find, make, setText } from './dom.js';
import { withLocalTimes } from './format.js';

/** In the session's storage: gone with the tab, and seen by no other site. */
const KEPT = 'ofo-token';

const ACTIONS = {
    retry: {
        name: 'Run again',
        question: 'The project is checked and run again, as if its photos had just arrived.',
    },
    stop: {
        name: 'Stop',
        question: 'The run is stopped and what it has done until now is lost. The project counts as failed.',
    },
};

/** @typedef {keyof typeof ACTIONS} Action */

const answer = find('answer', HTMLElement);
const dialog = find('dialog', HTMLDialogElement);
const token = find('token', HTMLInputElement);
const confirm = find('dialog-confirm', HTMLButtonElement);
const fault = find('dialog-fault', HTMLElement);

/** @type {{ action: Action, project: string } | null} */
let asked = null;
/** Where the project stands now, and where it stood when what the answer is about was asked for. */
let standing = '', answered = '';

/**
 * @param {() => void} refresh Called when something was done.
 * @returns {(all: import('./api.js').Details) => void} Shows what may be done.
 */
export function createActions(refresh) {
    let project = '';
    const names = /** @type {Action[]} */ (Object.keys(ACTIONS));
    const buttons = names.map(action => {
        const button = make('button', { type: 'button', id: action, hidden: true }, ACTIONS[action].name);
        button.addEventListener('click', () => open(action, project));
        return { action, button };
    });
    find('actions', HTMLElement).append(...buttons.map(({ button }) => button));
    find('dialog-cancel', HTMLElement).addEventListener('click', () => dialog.close());
    // The button that the dialog was opened by may have gone meanwhile.
    dialog.addEventListener('close', () => document.activeElement === document.body && place());
    find('dialog-form', HTMLFormElement).addEventListener('submit', event => {
        event.preventDefault();
        void send(refresh);
    });
    return all => {
        project = all.project.project;
        standing = `${all.project.state} ${all.runCount ?? all.runs.length}`;
        if (standing !== answered)
            setText(answer, '');
        const focused = document.activeElement;
        for (const { action, button } of buttons)
            button.hidden = !all.actions[action];
        if (buttons.some(({ button }) => button.hidden && button === focused))
            place();
    };

    // Whose button goes away is left at what takes its place, not at the beginning of the page.
    function place() {
        const other = buttons.find(({ button }) => !button.hidden)?.button;
        (other ?? (answer.textContent ? answer : find('name', HTMLElement))).focus();
    }
}

/**
 * @param {Action} action
 * @param {string} project
 */
function open(action, project) {
    asked = { action, project };
    setText(find('dialog-title', HTMLElement), `${ACTIONS[action].name}: ${project}`);
    setText(find('dialog-words', HTMLElement), ACTIONS[action].question);
    setText(confirm, ACTIONS[action].name);
    setText(fault, '');
    showToken(sessionStorage.getItem(KEPT) === null);
    dialog.showModal();
}

/** @param {boolean} isWanted */
function showToken(isWanted) {
    find('dialog-token', HTMLElement).hidden = !isWanted;
    token.required = isWanted;
    token.value = '';
    if (isWanted && dialog.open)
        token.focus();
}

/** @param {() => void} refresh */
async function send(refresh) {
    const secret = sessionStorage.getItem(KEPT) ?? token.value;
    if (asked === null || confirm.disabled)
        return;
    confirm.disabled = true;
    setText(fault, '');
    const before = standing;
    try {
        const { words } = await post(projectPath(asked.project, asked.action), secret);
        sessionStorage.setItem(KEPT, secret);
        dialog.close();
        answered = before;
        setText(answer, withLocalTimes(words));
        refresh();
    } catch (refusal) {
        tell(refusal);
    } finally {
        confirm.disabled = false;
    }
}

/** @param {unknown} refusal */
function tell(refusal) {
    if (!(refusal instanceof ApiError))
        throw refusal;
    if (refusal.status === 401) {
        sessionStorage.removeItem(KEPT);
        showToken(true);
    }

    setText(fault, withLocalTimes(refusal.message));
}
