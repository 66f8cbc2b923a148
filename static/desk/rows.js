// @ts-check
/** Draws a list, keeping each row in place so that focus and a screen reader's position survive. */
import { find, stamp } from '../shared/dom.js';
import { t } from '../shared/translate.js';

/**
 * @typedef {{ act: string, label: string, danger?: boolean }} Deed
 * @typedef {{ src: string, alt: string }} Icon
 * @typedef {{ id: string, icon?: Icon, title: string, facts: string[], state?: string, tone?: 'good' | 'bad' | 'busy' | '', text?: string,
 *   problem?: string, link?: string, open?: boolean, deeds: Deed[] }} Row
 */

/** @param {HTMLElement} list @param {Row[]} rows */
export function draw(list, rows) {
  const old = new Map([...list.children].map((item) => [item.getAttribute('data-key'), item]));
  rows.forEach((row, at) => {
    const item = /** @type {HTMLElement} */ (old.get(row.id) ?? stamp('row'));
    old.delete(row.id);
    if (item.dataset.shown !== JSON.stringify(row)) fill(item, row);
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
  for (const [, item] of old) item.remove();
}

/** The id of the row that something stands in. @param {HTMLElement} hook */
export const keyOf = (hook) => /** @type {HTMLElement} */ (hook.closest('[data-key]')).dataset.key ?? '';

/** Says under a row how something ended. @param {HTMLElement} hook @param {string} sentence @param {boolean} good */
export function verdict(hook, sentence, good) {
  const item = /** @type {HTMLElement} */ (hook.closest('[data-key]'));
  const place = find(item, '[data-verdict]', HTMLElement);
  place.hidden = !sentence;
  place.textContent = sentence;
  place.dataset.tone = good ? 'good' : 'bad';
}

/** @param {HTMLElement} item @param {Row} row */
function fill(item, row) {
  item.dataset.key = row.id;
  item.dataset.shown = JSON.stringify(row);
  item.toggleAttribute('data-open', Boolean(row.open));
  const icon = find(item, '[data-icon]', HTMLImageElement);
  icon.hidden = !row.icon;
  if (row.icon) Object.assign(icon, row.icon);
  find(item, '[data-title]', HTMLElement).textContent = row.title;
  find(item, '[data-facts]', HTMLElement).textContent = row.facts.filter(Boolean).join(' · ');
  const state = find(item, '[data-state]', HTMLElement);
  state.textContent = row.state ?? '';
  state.dataset.tone = row.tone ?? '';
  state.hidden = !row.state;
  words(item, '[data-text]', row.text);
  words(item, '[data-problem]', row.problem);
  find(item, '[data-address]', HTMLElement).hidden = !row.link;
  find(item, '[data-link]', HTMLElement).textContent = row.link ?? '';
  const had = document.activeElement?.closest('[data-key]') === item ? document.activeElement?.getAttribute('data-action') : '';
  find(item, '[data-deeds]', HTMLElement).replaceChildren(...row.deeds.map((deed) => button(deed, row.title)));
  if (had) item.querySelector(`[data-action="${CSS.escape(had)}"]`)?.dispatchEvent(new Event('refocus', { bubbles: true }));
}

/** @param {HTMLElement} item @param {string} selector @param {string | undefined} text */
function words(item, selector, text) {
  const place = find(item, selector, HTMLElement);
  place.textContent = text ?? '';
  place.hidden = !text;
}

/** @param {Deed} deed @param {string} [about] */
export function button(deed, about) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = deed.danger ? 'quiet danger' : 'quiet';
  made.dataset.action = deed.act;
  made.textContent = deed.label;
  if (about) made.setAttribute('aria-label', `${deed.label}: ${about}`);
  made.addEventListener('refocus', () => made.focus());
  return made;
}

/** Copies the code beside the button. Before the room hears of it, which may call something else so. @param {MouseEvent} event */
async function copy(event) {
  const hook = event.target instanceof Element ? event.target.closest('[data-action="copy"]') : null;
  const code = hook?.parentElement?.querySelector('code');
  if (!hook || !code) return;
  event.stopPropagation();
  try {
    await navigator.clipboard.writeText(code.textContent ?? '');
    hook.textContent = t('Copied');
  } catch {
    // No clipboard without https: then it is marked, to be copied by hand.
    getSelection()?.selectAllChildren(code);
    hook.textContent = t('Marked');
  }
}

document.addEventListener('click', copy, { capture: true });
