// @ts-check
/** The sources of an answer, as staff see them: folded, each with what is quoted of it. */
import { find, stamp } from './dom.js';
import { t } from './translate.js';

/** @typedef {{ index: number, title: string, quote: string, page?: number }} Citation */

/** The place of a citation in a text. @param {number} index */
export function mark(index) {
  const made = document.createElement('sup');
  made.textContent = String(index);
  return made;
}

/** Each page of a document once, with what is quoted of it. @param {Citation[]} citations */
export function sources(citations) {
  /** @type {Map<string, HTMLElement>} */
  const pages = new Map();
  for (const { index, title, page: number, quote } of citations) {
    const place = number ? t('{title}, p. {page}', { title, page: number }) : title;
    const page = pages.get(place) ?? stamp('source');
    pages.set(place, page);
    find(page, '[data-title]', HTMLElement).textContent = place;
    const words = document.createElement('blockquote');
    words.append(mark(index), ` ${quote}`);
    page.append(words);
  }
  return pages.values();
}
