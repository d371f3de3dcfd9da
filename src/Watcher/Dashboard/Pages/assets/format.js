/** Numbers and times as people say them, in the same units as the watcher's log. */

import { now } from './clock.js';
import { setAttribute, setText } from './dom.js';

// The page is in English; a viewer's own kind of English is kept, above all for the clock of 12 or 24 hours.
const LANGUAGE = navigator.language.startsWith('en') ? navigator.language : 'en-GB';
const NUMBER = new Intl.NumberFormat(LANGUAGE);
const HAS_12_HOURS = new Intl.DateTimeFormat(LANGUAGE, { hour: 'numeric' }).resolvedOptions().hour12;
/** @type {Intl.DateTimeFormatOptions} */
const TIME = { hour: HAS_12_HOURS ? 'numeric' : '2-digit', minute: '2-digit' };
const CLOCK = new Intl.DateTimeFormat(LANGUAGE, TIME);
const DAY_CLOCK = new Intl.DateTimeFormat(LANGUAGE, { ...TIME, weekday: 'short' });
/** @type {Intl.DateTimeFormatOptions} */
const DATE = { ...TIME, day: 'numeric', month: 'short' };
const DATE_CLOCK = new Intl.DateTimeFormat(LANGUAGE, DATE);
const YEAR_CLOCK = new Intl.DateTimeFormat(LANGUAGE, { ...DATE, year: 'numeric' });

/** Keeps a number and its unit on one line. */
const GAP = '\u00a0';

const SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE, DAY = 24 * HOUR, YEAR = 365.25 * DAY, MONTH = YEAR / 12;

/** How the watcher writes moments where it speaks: to the second, or an estimate to the minute. */
const MOMENTS = /\b(\d{4}-\d\d-\d\d) (\d\d:\d\d(?::\d\d)?)(?:Z| UTC)\b/g;

/** What stands for a value that nobody knows. */
export const UNKNOWN = '–';

/** @param {number | null | undefined} value */
export function number(value) {
    return typeof value === 'number' ? NUMBER.format(value) : UNKNOWN;
}

/**
 * "1 photo", "1,812 photos": the plural is made with an s.
 * @param {number} value
 * @param {string} noun
 */
export function count(value, noun) {
    return `${NUMBER.format(value)}${GAP}${noun}${value === 1 ? '' : 's'}`;
}

/**
 * A size such as "6.1 GB", in decimal units.
 * @param {number | null | undefined} bytes
 */
export function size(bytes) {
    if (typeof bytes !== 'number')
        return UNKNOWN;
    if (bytes === 1)
        return `1${GAP}byte`;
    const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
    let value = bytes, unit = 0;
    while (value >= 999.5 && unit < units.length - 1) {
        value /= 1000;
        unit++;
    }

    return `${value.toFixed(unit === 0 || value >= 99.95 ? 0 : 1)}${GAP}${units[unit]}`;
}

/**
 * A time such as "40 s", "10 min", "3.5 h", "2 days", "14 months".
 * @param {number} milliseconds
 */
export function duration(milliseconds) {
    const time = Math.max(0, milliseconds);
    if (time < 100 * SECOND)
        return `${Math.round(time / SECOND)}${GAP}s`;
    if (time < 100 * MINUTE)
        return `${Math.round(time / MINUTE)}${GAP}min`;
    if (time < 2 * DAY)
        return `${tenths(time / HOUR)}${GAP}h`;
    if (time < 2 * MONTH)
        return `${time < 10 * DAY ? tenths(time / DAY) : Math.round(time / DAY)}${GAP}days`;
    return time < 2 * YEAR ? `${Math.round(time / MONTH)}${GAP}months` : `${tenths(time / YEAR)}${GAP}years`;
}

/**
 * How long ago a time was: "3 h ago".
 * @param {string} iso
 */
export function ago(iso) {
    const age = now() - Date.parse(iso);
    return age < 10 * SECOND ? 'just now' : `${duration(age)} ago`;
}

/**
 * The time of the day in the viewer's zone, with the day where it is not today, and the year where it is not this one.
 * @param {string | number} time
 */
export function clock(time) {
    const date = new Date(time), today = new Date(now());
    if (date.toDateString() === today.toDateString())
        return CLOCK.format(date);
    if (Math.abs(date.getTime() - today.getTime()) < 6 * DAY)
        return DAY_CLOCK.format(date);
    return (date.getFullYear() === today.getFullYear() ? DATE_CLOCK : YEAR_CLOCK).format(date);
}

/**
 * What the watcher says, with the moments in it by the viewer's clock: it writes them in UTC.
 * @param {string} words
 */
export function withLocalTimes(words) {
    return words.replace(MOMENTS, (moment, day, time) => {
        const iso = `${day}T${time}Z`;
        return Number.isNaN(Date.parse(iso)) ? moment : clock(iso);
    });
}

/**
 * An estimate: "about 14:05 (in 3 h)".
 * @param {string} iso
 */
export function estimate(iso) {
    const left = Date.parse(iso) - now();
    return `about ${clock(iso)} (${left < 10 * SECOND ? 'any moment now' : `in ${duration(left)}`})`;
}

/**
 * Fills a time element: words for people, the very time for programs, and in UTC where a pointer rests on it.
 * @param {HTMLTimeElement} element
 * @param {string} iso
 * @param {string} words
 */
export function setTime(element, iso, words) {
    setAttribute(element, 'datetime', iso);
    setAttribute(element, 'title', `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`);
    setText(element, words);
}

/** @param {number} value */
function tenths(value) {
    return String(Math.round(value * 10) / 10);
}
