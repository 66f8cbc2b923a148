// @ts-check
/** The lines between messages: which day it is, and who came and left. */
import { language, t } from '../shared/translate.js';

/**
 * Puts an item in its place among the events; what has no number yet, as it is being written or sent, comes last.
 * @param {HTMLElement} list @param {HTMLElement} item @param {number} seq
 */
export function insert(list, item, seq) {
  item.dataset.seq = String(seq);
  /** @type {Element | null} */
  let next = null;
  for (let one = list.lastElementChild; one && Number(one.getAttribute('data-seq') ?? Infinity) > seq; one = one.previousElementSibling) next = one;
  if (item.parentElement !== list || item.nextElementSibling !== next) list.insertBefore(item, next);
}

/** Names the day above the first message of it; today's only below another day. @param {HTMLElement} item @param {string} at RFC 3339 */
export function dayAbove(item, at) {
  const day = new Date(at).toDateString();
  item.dataset.day = day;
  const before = item.previousElementSibling;
  const today = new Date().toDateString();
  if (before ? before.getAttribute('data-day') === day || !before.hasAttribute('data-day') : day === today) return;
  const line = drawn('day', day === today ? t('today') : new Date(at).toLocaleDateString(language, { dateStyle: 'long' }));
  line.dataset.day = day;
  line.dataset.seq = item.dataset.seq;
  item.before(line);
}

/** One person's messages in a row are named once. @param {HTMLElement} item */
export function joinRun(item) {
  const before = item.previousElementSibling;
  const name = item.querySelector('[data-author]');
  if (!name || item.dataset.from !== 'staff' || before?.getAttribute('data-from') !== 'staff') return;
  if (before.querySelector('[data-author]')?.textContent !== name.textContent) return;
  item.dataset.run = '';
  name.classList.add('unseen');
}

/** Somebody came or left. @param {string} words @param {string} at RFC 3339 */
export function deed(words, at) {
  const line = drawn('deed', words);
  line.dataset.day = new Date(at).toDateString();
  line.title = new Date(at).toLocaleString(language, { dateStyle: 'full', timeStyle: 'short' });
  return line;
}

/** @param {string} look @param {string} words */
function drawn(look, words) {
  const line = document.createElement('li');
  line.className = look;
  line.dir = 'auto';
  line.textContent = words;
  return line;
}
