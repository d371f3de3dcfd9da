/**
 * A list of elements that follows a list of items: one element for each item, kept as long as the item is there.
 *
 * @template T
 * @typedef {object} View
 * @property {HTMLElement} element
 * @property {(item: T) => void} update Shows what the item is now.
 */

/** @template T */
export class KeyedList {
    /** @type {Map<string, View<T>>} */
    #views = new Map();
    #keyOf;
    #create;

    /**
     * @param {HTMLElement} parent Holds the elements and nothing else.
     * @param {(item: T) => string} keyOf
     * @param {() => View<T>} create
     */
    constructor(parent, keyOf, create) {
        this.parent = parent;
        this.#keyOf = keyOf;
        this.#create = create;
    }

    /**
     * Shows these items in this order. Who has the focus keeps it unless its item is gone.
     * @param {readonly T[]} items
     */
    show(items) {
        const focused = document.activeElement;
        const kept = this.#place(items);
        for (const [key, view] of this.#views) {
            if (!kept.has(key))
                view.element.remove();
        }

        this.#views = kept;
        let next = this.parent.firstElementChild;
        for (const { element } of kept.values()) {
            if (element === next)
                next = next.nextElementSibling;
            else
                this.parent.insertBefore(element, next);
        }

        // An element that is moved loses the focus.
        if (focused instanceof HTMLElement && focused !== document.activeElement && this.parent.contains(focused))
            focused.focus({ preventScroll: true });
    }

    /**
     * @param {readonly T[]} items
     * @returns {Map<string, View<T>>}
     */
    #place(items) {
        /** @type {Map<string, View<T>>} */
        const placed = new Map();
        for (const item of items) {
            let key = this.#keyOf(item);
            while (placed.has(key))
                key += '+';
            const view = this.#views.get(key) ?? this.#create();
            view.update(item);
            placed.set(key, view);
        }

        return placed;
    }
}
