/** What happened to a project, the oldest first. */

import { now } from './clock.js';
import { find, make, setAttribute, setText } from './dom.js';
import { clock, duration, setTime, withLocalTimes } from './format.js';
import { KeyedList } from './keyed.js';

/**
 * A moment among the others: the time that its run takes as a whole, which the bars of the steps are parts of; what
 * came of the run that it is the end of; and when the moment before it was.
 *
 * @typedef {object} Place
 * @property {number} [runStart]
 * @property {number} [runEnd]
 * @property {string} [outcome]
 * @property {number} [before]
 *
 * @typedef {import('./api.js').Moment & Place} Placed
 */

/** What happens sooner after another thing happens with it. */
const LEAST_GAP = 1000;

const list = new KeyedList(
    find('timeline', HTMLElement),
    /** @param {Placed} moment */
    ({ kind, run, attempt, at }) => [kind, run ?? '', attempt ?? '', at].join(' '),
    createMoment);

/**
 * @param {readonly import('./api.js').Moment[]} moments
 * @param {readonly import('./api.js').Run[]} runs
 */
export function showTimeline(moments, runs) {
    list.show(moments.map((moment, index) => {
        if (moment.kind === 'Step')
            return place(moment, moments);
        const before = index > 0 ? Date.parse(moments[index - 1].until ?? moments[index - 1].at) : undefined;
        return { ...moment, before, outcome: moment.kind === 'Ended' ? outcomeOf(moment, runs) : undefined };
    }));
}

/**
 * @param {import('./api.js').Moment} end
 * @param {readonly import('./api.js').Run[]} runs
 */
function outcomeOf({ run }, runs) {
    return run ? runs.find(other => other.run === run)?.result ?? undefined : 'invalid';
}

/**
 * @param {import('./api.js').Moment} step
 * @param {readonly import('./api.js').Moment[]} moments
 * @returns {Placed}
 */
function place(step, moments) {
    const times = moments.filter(moment => moment.kind === 'Step' && moment.run === step.run)
        .flatMap(moment => [Date.parse(moment.at), moment.until ? Date.parse(moment.until) : now()]);
    return { ...step, runStart: Math.min(...times), runEnd: Math.max(...times) };
}

/** @returns {import('./keyed.js').View<Placed>} */
function createMoment() {
    const words = make('span', { class: 'what' });
    const time = make('time');
    const took = make('span', { class: 'took' });
    const bar = createBar();
    const element = make('li', {}, words, bar.element, make('span', { class: 'when' }, time, took));
    return {
        element,
        update(moment) {
            setAttribute(element, 'data-kind', moment.kind);
            setAttribute(element, 'data-open', isOpen(moment));
            setAttribute(element, 'data-outcome', moment.outcome);
            setText(words, withLocalTimes(moment.words));
            setTime(time, moment.at, clock(moment.at));
            setText(took, lengthOf(moment));
            bar.element.hidden = moment.runStart === undefined;
            if (moment.runStart !== undefined && moment.runEnd !== undefined)
                bar.update(moment, moment.runStart, moment.runEnd);
        },
    };
}

function createBar() {
    const fill = make('span', { class: 'fill' });
    return {
        element: make('span', { 'class': 'bar', 'aria-hidden': 'true' }, fill),
        /**
         * @param {Placed} moment
         * @param {number} start
         * @param {number} end
         */
        update({ at, until }, start, end) {
            const whole = Math.max(1, end - start);
            fill.style.insetInlineStart = `${(Date.parse(at) - start) / whole * 100}%`;
            fill.style.width = `${((until ? Date.parse(until) : now()) - Date.parse(at)) / whole * 100}%`;
        },
    };
}

/** @param {Placed} moment */
function isOpen({ kind, until }) {
    return kind === 'Step' && !until;
}

/** @param {Placed} moment */
function lengthOf(moment) {
    if (isOpen(moment))
        return `for ${duration(now() - Date.parse(moment.at))} now`;
    if (moment.until)
        return `took ${duration(Date.parse(moment.until) - Date.parse(moment.at))}`;
    const later = moment.before === undefined ? 0 : Date.parse(moment.at) - moment.before;
    return later >= LEAST_GAP ? `${duration(later)} later` : '';
}
