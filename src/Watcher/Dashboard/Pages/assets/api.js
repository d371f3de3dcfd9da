/** Asking the watcher. */

import { learnTime } from './clock.js';

/**
 * @typedef {'Uploading' | 'Checking' | 'Waiting' | 'Running' | 'Completed' | 'Failed' | 'Invalid'} State
 *
 * @typedef {object} Project
 * @property {string} project
 * @property {State} state
 * @property {string} words
 * @property {string | null} [foundAt]
 * @property {string | null} [stuckSince] Null while it comes on.
 * @property {number | null} [photos]
 * @property {number | null} [bytes]
 * @property {number | null} [progress] 0 to 1.
 * @property {string | null} [step]
 * @property {number | null} [stepNumber]
 * @property {number | null} [stepCount]
 * @property {string | null} [estimatedEnd]
 * @property {number | null} [errors] Null without a report.
 * @property {number | null} [warnings]
 * @property {number | null} [products] How many files its run left.
 * @property {string | null} [argoUrl] Of its run, or its latest one.
 *
 * @typedef {object} Listing
 * @property {number} version
 * @property {string} asOf
 * @property {string | null} [watcher]
 * @property {'leader' | 'follower' | 'starting'} role
 * @property {Record<State, number>} counts Of all that match the search.
 * @property {number} stuck Of all that match the search.
 * @property {number} total
 * @property {number} matching
 * @property {number} page
 * @property {number} pageSize
 * @property {number} pages
 * @property {Project[]} projects
 *
 * @typedef {object} Moment
 * @property {string} at
 * @property {'Found' | 'Settled' | 'Checked' | 'Launched' | 'Step' | 'Ended'} kind
 * @property {string} words
 * @property {string | null} [run]
 * @property {number | null} [attempt]
 * @property {string | null} [until]
 *
 * @typedef {object} Step
 * @property {string} name
 * @property {'Pending' | 'Running' | 'Succeeded' | 'Failed'} phase
 * @property {string | null} [startedAt]
 * @property {string | null} [endedAt]
 * @property {number} [tries]
 *
 * @typedef {object} Run
 * @property {string} run
 * @property {number} attempt
 * @property {string | null} [revision]
 * @property {string | null} [engine]
 * @property {string | null} [plannedAt]
 * @property {string | null} [launchedAt]
 * @property {string | null} [endedAt]
 * @property {string | null} [result]
 * @property {string | null} [workflow]
 * @property {string | null} [argoUrl]
 * @property {boolean} config
 * @property {boolean} log
 * @property {Step[]} [steps]
 *
 * @typedef {object} Finding
 * @property {string} code
 * @property {'Error' | 'Warning' | 'Info'} severity
 * @property {boolean} [accepted]
 * @property {string | null} [file]
 * @property {string} message
 * @property {string | null} [remedy]
 *
 * @typedef {{ path: string, bytes: number, url?: string | null }} Product
 *
 * @typedef {object} Details
 * @property {number} version
 * @property {Project} project
 * @property {Moment[]} timeline
 * @property {Run[]} runs The latest ones.
 * @property {number} [runCount] How many there are.
 * @property {Finding[]} findings The first ones.
 * @property {number} [findingCount] How many there are.
 * @property {Product[]} products The first ones.
 * @property {number} [productCount] How many there are.
 * @property {{ run: string, text: string } | null} [config]
 * @property {{ run: string, lines: string[] } | null} [log]
 * @property {boolean} report
 * @property {boolean} map
 * @property {{ retry: boolean, stop: boolean }} actions
 */

/** Why the watcher did not do what it was asked, in words for people. */
export class ApiError extends Error {
    /**
     * @param {number} status Of HTTP; 0 when there was no answer.
     * @param {string} title What is wrong.
     * @param {string} [detail] Why, and what to do.
     */
    constructor(status, title, detail = '') {
        super(detail ? `${title}. ${detail}` : `${title}.`);
        this.status = status;
        this.title = title;
        this.detail = detail;
    }

    /** Whether the same request may go well later. */
    get isPassing() {
        return this.status === 0 || this.status === 429 || this.status >= 500;
    }
}

/**
 * @param {string} project
 * @param {...string} parts Of the path below the project.
 */
export function projectPath(project, ...parts) {
    return ['/api/v1/projects', ...[project, ...parts].map(encodeURIComponent)].join('/');
}

/**
 * The page of a project.
 * @param {string} project
 */
export function pagePath(project) {
    return `/projects/${encodeURIComponent(project)}`;
}

/**
 * @param {string} path
 * @param {AbortSignal} [signal]
 * @returns {Promise<any>}
 * @throws {ApiError}
 */
export function get(path, signal) {
    // Not even asked whether it is still the same: a page must know how old an answer is that says so.
    return ask(path, { signal, cache: 'no-store' });
}

/**
 * @param {string} path
 * @param {string} token
 * @returns {Promise<any>}
 * @throws {ApiError}
 */
export function post(path, token) {
    return ask(path, { method: 'POST', headers: { Authorization: `Bearer ${token}` } });
}

/**
 * @param {string} path
 * @param {RequestInit} request
 */
async function ask(path, request) {
    let response;
    try {
        response = await fetch(path, request);
        learnTime(response.headers.get('date'));
        if (response.ok)
            return await response.json();
    } catch (fault) {
        if (request.signal?.aborted)
            throw fault;
        throw new ApiError(0, 'The watcher does not answer', 'It may be restarting, or your network may be down.');
    }

    throw await refusal(response);
}

/** @param {Response} response */
async function refusal(response) {
    try {
        const { title, detail } = await response.json();
        // HTTP's own name of the status says less than the detail does.
        if (typeof detail === 'string' && title === response.statusText)
            return new ApiError(response.status, trimmed(detail));
        if (typeof title === 'string')
            return new ApiError(response.status, trimmed(title), String(detail ?? ''));
    } catch {
        // No problem document; the number has to do.
    }

    return response.status === 429
        ? new ApiError(429, 'Too many requests', 'Wait a moment.')
        : new ApiError(response.status, `The watcher answers with ${response.status}`, 'Its log may tell why.');
}

/** @param {string} sentence */
function trimmed(sentence) {
    return sentence.replace(/\.$/, '');
}
