// @ts-check
/** The page's words in the reader's language. A page brings its dictionaries; this finds and puts the words. */

/** @type {Record<string, string>} */
let words = {};

/** The language spoken, for dates and numbers too. */
export let language = 'en';

/**
 * @param {string} spoken a language tag
 * @param {Record<string, string>} dictionary
 */
export function speak(spoken, dictionary) {
  words = dictionary;
  language = spoken;
  document.documentElement.lang = spoken;
  document.documentElement.dir = ['ar', 'fa', 'he', 'ur'].includes(spoken.slice(0, 2)) ? 'rtl' : 'ltr';
  translate(document);
  for (const template of document.querySelectorAll('template')) translate(template.content);
}

/**
 * @param {string} key
 * @param {Record<string, string | number>} [values] for the `{name}` places
 * @returns {string}
 */
export function t(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (place, name) => String(values[name] ?? place));
}

/** @param {ParentNode} root */
function translate(root) {
  for (const node of root.querySelectorAll('[data-text]')) node.textContent = t(node.getAttribute('data-text') ?? '');
  for (const node of root.querySelectorAll('[data-label]')) {
    const label = t(node.getAttribute('data-label') ?? '');
    node.setAttribute('aria-label', label);
    if (node instanceof HTMLButtonElement) node.title = label;
  }
  for (const node of root.querySelectorAll('[data-placeholder]')) {
    node.setAttribute('placeholder', t(node.getAttribute('data-placeholder') ?? ''));
  }
}
