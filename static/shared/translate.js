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

/** What the server says in English, by its code or the form of its sentence. @typedef {{ codes: Record<string, string>, sentences: [RegExp, string][] }} ServerWords */

/** @type {ServerWords} */
let server = { codes: {}, sentences: [] };

/** @param {ServerWords} known in the language that is spoken from now on */
export const learn = (known) => void (server = known);

/**
 * A sentence of the server in the reader's language. In the translation of a code, `{0}` is the English sentence and `{1}` its
 * first number; what has no translation stays as it is.
 * @param {string} sentence @param {string} [code]
 */
export function said(sentence, code = '') {
  const known = server.codes[code];
  if (known) return known.replace(/\{(\d)\}/g, (_, at) => (at === '0' ? sentence : (sentence.match(/\d+(?:[.,:]\d+)*(?: [KMG]B)?/g)?.[Number(at) - 1] ?? '')));
  const [form, translation = ''] = server.sentences.find(([one]) => one.test(sentence)) ?? [];
  return form ? sentence.replace(form, translation) : sentence;
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
