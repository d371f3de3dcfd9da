/** When to load again what a page shows: soon after a reason, but not without pause, and after a failure again. */

const PAUSE = 2000, LONGEST_PAUSE = 30_000;

export class Refresher {
    #load;
    #last = -Infinity;
    #pause = PAUSE;
    #isWanted = false;
    #isLoading = false;
    #loads = 0;
    /** @type {number | undefined} */
    #timer;

    /** @param {() => Promise<boolean>} load Tells whether it went well. */
    constructor(load) {
        this.#load = load;
    }

    /** Milliseconds since something was loaded. */
    get age() {
        return performance.now() - this.#last;
    }

    /** Loads now, for somebody who waits for it. */
    now() {
        this.#pause = PAUSE;
        return this.#run();
    }

    /** Loads as soon as the pause allows. */
    soon() {
        this.#isWanted = true;
        if (this.#isLoading || this.#timer !== undefined || document.hidden)
            return;
        this.#timer = setTimeout(() => this.#run(), Math.max(0, this.#pause - this.age));
    }

    async #run() {
        clearTimeout(this.#timer);
        this.#timer = undefined;
        this.#isWanted = false;
        this.#isLoading = true;
        const load = ++this.#loads;
        let isWell = false;
        try {
            isWell = await this.#load();
        } catch (fault) {
            console.error(fault); // The next load may go well: the page must not stop for it.
        }

        if (load !== this.#loads)
            return; // A later one has overtaken it.
        this.#isLoading = false;
        this.#last = performance.now();
        this.#pause = isWell ? PAUSE : Math.min(this.#pause * 2, LONGEST_PAUSE);
        if (this.#isWanted || !isWell)
            this.soon();
    }
}
