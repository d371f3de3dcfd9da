/** The runs of a project, the newest first, with their steps. */

import { projectPath } from './api.js';
import { now } from './clock.js';
import { find, make, makeIcon, setAttribute, setText, webAddress } from './dom.js';
import { clock, count, duration, setTime } from './format.js';
import { KeyedList } from './keyed.js';

/** @typedef {import('./api.js').Run} Run */
/** @typedef {import('./api.js').Step} Step */

const PHASES = new Map([
    ['Pending', 'M14 8A6 6 0 1 1 2 8a6 6 0 0 1 12 0z'],
    ['Running', 'M5 3v10l8-5z'],
    ['Succeeded', 'M3 8.5 6.5 12 13 4.5'],
    ['Failed', 'M4 4l8 8M12 4l-8 8'],
]);

let project = '';

const list = new KeyedList(
    find('runs', HTMLElement),
    /** @param {Run} run */
    run => `${run.run} ${run.attempt}`,
    createRun);

/**
 * @param {string} name The project's.
 * @param {readonly Run[]} runs
 */
export function showRuns(name, runs) {
    project = name;
    find('runs-part', HTMLElement).hidden = runs.length === 0;
    list.show(runs);
}

/** @returns {import('./keyed.js').View<Run>} */
function createRun() {
    const title = make('h3');
    const result = make('span', { class: 'result' });
    const began = make('time');
    const took = make('span');
    const name = make('code');
    const links = make('span', { class: 'links' });
    const argo = make('a', { rel: 'noreferrer' }, 'Argo');
    const config = make('a', {}, 'Configuration');
    const log = make('a', {}, 'Log');
    links.append(argo, config, log);
    const summary = make('summary');
    const stepList = new KeyedList(
        make('ol', { class: 'steps' }), /** @param {Step} step */ step => step.name, createStep);
    const details = make('details', {}, summary, stepList.parent);
    const element = make(
        'li', {},
        make('div', { class: 'run-head' }, title, result, links),
        make('p', { class: 'quiet' }, began, took, name),
        details);
    return {
        element,
        update(run) {
            setText(title, `Attempt ${run.attempt}`);
            setText(result, run.result ?? (run.endedAt ? 'ended' : run.launchedAt ? 'running' : 'planned'));
            setAttribute(result, 'data-result', result.textContent);
            const start = run.launchedAt ?? run.plannedAt;
            if (start)
                setTime(began, start, `${run.launchedAt ? 'Launched' : 'Planned'} ${clock(start)}`);
            setText(took, lengthOf(run));
            setText(name, run.workflow ?? run.run);
            setLink(argo, webAddress(run.argoUrl));
            setLink(config, run.config ? projectPath(project, 'runs', run.run, 'config.yml') : null);
            setLink(log, run.log ? projectPath(project, 'runs', run.run, 'log.txt') : null);
            const all = run.steps ?? [];
            details.hidden = all.length === 0;
            const done = all.filter(step => step.phase === 'Succeeded').length;
            const steps = count(all.length, 'step');
            setText(summary, done === all.length ? steps : `${done} of ${steps} done`);
            stepList.show(all);
        },
    };
}

/** @returns {import('./keyed.js').View<Step>} */
function createStep() {
    const icon = make('span');
    const name = make('span', { class: 'what' });
    const words = make('span', { class: 'quiet' });
    const element = make('li', {}, icon, name, words);
    return {
        element,
        update(step) {
            if (element.dataset.phase !== step.phase)
                icon.replaceChildren(makeIcon(PHASES.get(step.phase) ?? ''));
            setAttribute(element, 'data-phase', step.phase);
            setText(name, step.name);
            const tries = (step.tries ?? 1) > 1 ? `, try ${step.tries}` : '';
            const time = lengthOf({ launchedAt: step.startedAt, endedAt: step.endedAt });
            setText(words, `${step.phase.toLowerCase()}${time}${tries}`);
        },
    };
}

/** @param {{ launchedAt?: string | null, endedAt?: string | null }} span */
function lengthOf({ launchedAt, endedAt }) {
    if (!launchedAt)
        return '';
    return endedAt ? `, took ${duration(Date.parse(endedAt) - Date.parse(launchedAt))}`
        : `, for ${duration(now() - Date.parse(launchedAt))} now`;
}

/**
 * @param {HTMLAnchorElement} link
 * @param {string | null} address
 */
function setLink(link, address) {
    link.hidden = address === null;
    setAttribute(link, 'href', address);
}
