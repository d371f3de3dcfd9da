/** Running a project again and stopping its run: asked for in a dialog, allowed by a token. */

import { ApiError, post, projectPath } from './api.js';
import { find, make, setText } from './dom.js';

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

const dialog = find('dialog', HTMLDialogElement);
const token = find('token', HTMLInputElement);
const confirm = find('dialog-confirm', HTMLButtonElement);
const fault = find('dialog-fault', HTMLElement);

/** @type {{ action: Action, project: string } | null} */
let asked = null;

/**
 * @param {() => void} refresh Called when something was done.
 * @returns {(project: string, allowed: Record<Action, boolean>) => void} Shows what may be done.
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
    find('dialog-form', HTMLFormElement).addEventListener('submit', event => {
        event.preventDefault();
        void send(refresh);
    });
    return (name, allowed) => {
        project = name;
        for (const { action, button } of buttons)
            button.hidden = !allowed[action];
    };
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
    try {
        const { words } = await post(projectPath(asked.project, asked.action), secret);
        sessionStorage.setItem(KEPT, secret);
        dialog.close();
        setText(find('answer', HTMLElement), words);
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

    setText(fault, refusal.message);
}
