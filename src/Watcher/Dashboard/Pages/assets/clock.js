/** The server's time: a viewer's clock may be wrong, and ages are told by the server's. */

let ahead = 0;

/**
 * Learns from the Date header of an answer, whose seconds are whole.
 * @param {string | null} header
 */
export function learnTime(header) {
    const time = header === null ? NaN : Date.parse(header);
    if (!Number.isNaN(time) && Math.abs(time + 500 - Date.now() - ahead) > 1500)
        ahead = time + 500 - Date.now();
}

/** @returns {number} Milliseconds since 1970 by the server's clock. */
export function now() {
    return Date.now() + ahead;
}
