/** How far a run is: a bar, its step, and when it may end. */

import { make, setAttribute, setText } from './dom.js';
import { estimate, setTime, withLocalTimes } from './format.js';

/** @returns {import('./keyed.js').View<import('./api.js').Project>} */
export function createProgress() {
    const bar = make('progress', { max: '1' });
    const part = make('span', { class: 'part' });
    const line = make('span', { class: 'bar-line' }, bar, part);
    const step = make('span', { class: 'step' });
    const end = make('time', { class: 'end' });
    const element = make('div', { class: 'progress' }, line, step, end);
    return {
        element,
        update(project) {
            const progress = project.state === 'Running' ? project.progress : null;
            element.hidden = project.state !== 'Running';
            line.hidden = typeof progress !== 'number';
            if (typeof progress === 'number') {
                const percent = `${Math.floor(progress * 100)} %`;
                bar.value = progress;
                setAttribute(bar, 'aria-label', `Progress of ${project.project}`);
                setAttribute(bar, 'aria-valuetext', percent);
                setText(part, percent);
            }

            setText(step, stepOf(project));
            step.hidden = step.textContent === '';
            end.hidden = !project.estimatedEnd;
            if (project.estimatedEnd)
                setTime(end, project.estimatedEnd, `Ends ${estimate(project.estimatedEnd)}`);
        },
    };
}

/**
 * A project's words without what the bar tells already.
 * @param {import('./api.js').Project} project
 */
export function wordsOf({ state, words, progress, step, estimatedEnd }) {
    const isTold = state === 'Running' && (typeof progress === 'number' || step || estimatedEnd);
    return withLocalTimes(isTold ? words.replace(/, (step |\d+ % done|ends about )[^;]*/, '') : words);
}

/** @param {import('./api.js').Project} project */
function stepOf({ step, stepNumber, stepCount }) {
    if (!stepNumber || !stepCount)
        return step ?? '';
    const place = `Step ${stepNumber} of ${stepCount}`;
    return step ? `${place}: ${step}` : place;
}
