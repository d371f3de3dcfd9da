/** The page of one project. */

import { createActions } from './actions.js';
import { listPath } from './address.js';
import { ApiError, get, projectPath } from './api.js';
import { find, make, setAttribute, setText } from './dom.js';
import { UNKNOWN, ago, clock, count, number, size, withLocalTimes } from './format.js';
import { showFindings } from './findings.js';
import { listen } from './live.js';
import { notice } from './notices.js';
import { showProducts } from './products.js';
import { createProgress, wordsOf } from './progress.js';
import { Refresher } from './refresher.js';
import { showRuns } from './runs.js';
import { createBadge } from './states.js';
import { createStuck } from './stuck.js';
import { showConfig, showLog } from './texts.js';
import { showTimeline } from './timeline.js';

/** Ages are told anew; a run's log, of whose lines no event tells, and everything else are asked for again. */
const TICK = 5000, REFRESH_RUNNING = 10_000, REFRESH = 60_000;

const name = nameOf(location.pathname);
/** @type {import('./api.js').Details | null} */
let details = null;
let isShown = false;
let loading = new AbortController();

const badge = createBadge();
const stuck = createStuck();
const progress = createProgress();
const refresher = new Refresher(load);
const showActions = createActions(() => refresher.soon());

find('state', HTMLElement).append(badge.element, stuck.element);
find('progress', HTMLElement).append(progress.element);
progress.element.hidden = true;
setText(find('name', HTMLElement), name);
setAttribute(find('back', HTMLElement), 'href', listPath());
document.title = `${name} – OfoWatcher`;
setInterval(tick, TICK);
document.addEventListener('visibilitychange', tick);
void refresher.now();
listen(
    change => {
        if (details === null || (change.version !== details.version && (change.projects?.includes(name) ?? true)))
            refresher.soon();
    },
    () => void refresher.now());

/** @param {string} path */
function nameOf(path) {
    const part = path.replace(/^\/projects\//, '');
    try {
        return decodeURIComponent(part);
    } catch {
        return part;
    }
}

/** @returns {Promise<boolean>} */
async function load() {
    loading.abort();
    loading = new AbortController();
    try {
        details = /** @type {import('./api.js').Details} */ (await get(projectPath(name), loading.signal));
    } catch (fault) {
        if (!(fault instanceof ApiError))
            return true; // It is asked for anew by now.
        notice('fault', fault.status === 404
            ? 'There is no such project: neither on the share nor among the results. '
                + 'If its folder has just been copied, it appears here by itself.'
            : withLocalTimes(fault.message) + (fault.isPassing ? ' The page is loaded again by itself.' : ''));
        return false;
    }

    notice('fault', null);
    show(details);
    return true;
}

function tick() {
    if (details === null || document.hidden)
        return;
    show(details);
    if (refresher.age > (details.project.state === 'Running' ? REFRESH_RUNNING : REFRESH))
        refresher.soon();
}

/** @param {import('./api.js').Details} all */
function show(all) {
    const { project } = all;
    find('parts', HTMLElement).hidden = false;
    badge.update(project.state);
    stuck.update(project);
    progress.update(project);
    setText(find('words', HTMLElement), wordsOf(project));
    const part = project.state === 'Running' && typeof project.progress === 'number'
        ? ` ${Math.floor(project.progress * 100)} %` : '';
    document.title = `${name}: ${project.state}${part} – OfoWatcher`;
    showFacts(project);
    showActions(all);
    showTimeline(all.timeline, all.runs);
    showMap(all);
    showFindings(all);
    showProducts(name, all);
    showRuns(name, all.runs);
    showLog(all.log);
    showConfig(all.config);
    goToPart();
}

// What the address names was not there yet when the browser looked for it.
function goToPart() {
    if (isShown)
        return;
    isShown = true;
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
}

/** @param {import('./api.js').Project} project */
function showFacts({ foundAt, photos, bytes, errors, warnings }) {
    const facts = [
        ['Photos', number(photos)],
        ['Size', size(bytes)],
        ['Found', foundAt ? `${clock(foundAt)}, ${ago(foundAt)}` : UNKNOWN],
        ['Findings', typeof errors === 'number'
            ? `${count(errors, 'error')}, ${count(warnings ?? 0, 'warning')}` : UNKNOWN],
    ];
    const list = find('facts', HTMLElement);
    if (list.childElementCount === 0)
        list.append(...facts.map(([term]) => make('div', {}, make('dt', {}, term), make('dd'))));
    facts.forEach(([, value], index) => {
        const fact = list.children[index].lastElementChild;
        if (fact)
            setText(fact, value);
    });
}

/** @param {import('./api.js').Details} all */
function showMap({ map, report, timeline }) {
    find('map', HTMLElement).hidden = !map && !report;
    const image = find('map-image', HTMLImageElement);
    image.hidden = !map;
    if (map) {
        // A new look at the photos makes a new map at the same address.
        const look = timeline.findLast(moment => moment.kind === 'Checked')?.at ?? '';
        setAttribute(image, 'src', `${projectPath(name, 'map.svg')}?look=${encodeURIComponent(look)}`);
        setAttribute(image, 'alt', `Map of the ground that the photos of ${name} show, and the way of the camera`);
    }

    const link = find('map-report', HTMLElement);
    link.hidden = !report;
    setAttribute(link, 'href', projectPath(name, 'report.html'));
}
