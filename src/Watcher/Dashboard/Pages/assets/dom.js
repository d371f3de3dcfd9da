/** Making and changing elements. Texts get into the page here and nowhere as HTML: names come from the share. */

const SVG = 'http://www.w3.org/2000/svg';

/**
 * Makes an element.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | boolean | null | undefined>} [attributes] False, null and undefined leave one out.
 * @param {...(Node | string)} children A string becomes a text.
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes))
        setAttribute(element, name, value);
    element.append(...children);
    return element;
}

/**
 * The element of the page with this id.
 * @template {HTMLElement} T
 * @param {string} id
 * @param {new () => T} type
 * @returns {T}
 */
export function find(id, type) {
    const element = document.getElementById(id);
    if (!(element instanceof type))
        throw new Error(`The page has no ${type.name} with the id ${id}.`);
    return element;
}

/**
 * Makes a drawing of lines on a square of 16 units, for the eye only.
 * @param {string} path
 * @returns {SVGSVGElement}
 */
export function makeIcon(path) {
    const icon = document.createElementNS(SVG, 'svg');
    icon.setAttribute('viewBox', '0 0 16 16');
    icon.setAttribute('aria-hidden', 'true');
    icon.setAttribute('class', 'icon');
    const line = document.createElementNS(SVG, 'path');
    line.setAttribute('d', path);
    icon.append(line);
    return icon;
}

/**
 * Sets an attribute, or takes it away. What does not change is left alone, so that nothing is read out again.
 * @param {Element} element
 * @param {string} name
 * @param {string | boolean | null | undefined} value
 */
export function setAttribute(element, name, value) {
    const text = value === true ? '' : value;
    if (text === false || text === null || text === undefined)
        element.removeAttribute(name);
    else if (element.getAttribute(name) !== text)
        element.setAttribute(name, text);
}

/**
 * Sets the text of an element, unless it is there already: what somebody has selected stays selected.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
    if (element.textContent !== text)
        element.textContent = text;
}

/**
 * A link's address, or null when it is none of the web: addresses come from settings and from other programs.
 * @param {string | null | undefined} address
 * @returns {string | null}
 */
export function webAddress(address) {
    if (!address)
        return null;
    try {
        const url = new URL(address, location.origin);
        return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
    } catch {
        return null;
    }
}
