// @ts-check
/** Everything that a key does, in one table: the keys, the sheet that explains them, and the palette's actions. */
import { html, render } from '../lit-html/lit-html.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { go } from './router.js';

/** @typedef {{ keys: string, words: string, run: () => unknown, inbox?: boolean }} Shortcut `keys`: one after the other; `inbox`: only there */

const room = () => document.querySelector('[data-rooms] > :not([hidden])');
const inbox = () => (room()?.matches('[data-room="conversations"]') ? room() : null);

/** Presses what the room shows, if it does. @param {string} selector */
const press = (selector) => () => {
  const hook = inbox()?.querySelector(selector);
  if (hook instanceof HTMLElement && hook.checkVisibility()) hook.click();
};

/** Opens the conversation after or before the one that is open. @param {number} step */
const move = (step) => () => {
  const rows = [...(inbox()?.querySelectorAll('.letters [data-rows] > [data-key]') ?? [])];
  const at = rows.findIndex((row) => row.hasAttribute('data-open'));
  const next = rows[at < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, at + step))];
  const hook = next?.querySelector('[data-action="open"]');
  next?.scrollIntoView({ block: 'nearest' });
  if (hook instanceof HTMLElement) hook.click();
};

/** @param {string} selector */
const write = (selector) => () => {
  press(selector)();
  const words = inbox()?.querySelector('[data-reply] textarea');
  if (words instanceof HTMLElement && words.checkVisibility()) words.focus();
};

function search() {
  const field = room()?.querySelector('input[type="search"]');
  if (field instanceof HTMLInputElement) {
    field.focus();
    field.select();
  }
}

/** @param {() => void} palette @returns {Shortcut[]} */
export const shortcuts = (palette) => [
  { keys: 'Ctrl K', words: t('Go to a room or a conversation'), run: palette },
  { keys: '?', words: t('Show the keyboard shortcuts'), run: () => explain(shortcuts(palette)) },
  { keys: '/', words: t('Search in this room'), run: search },
  { keys: 'g i', words: t('Go to the inbox'), run: () => go('/admin/conversations') },
  { keys: 'g s', words: t('Search in all messages'), run: () => go('/admin/search') },
  { keys: 'g k', words: t('Go to the knowledge'), run: () => go('/admin/knowledge') },
  { keys: 'j', words: t('Next conversation'), run: move(1), inbox: true },
  { keys: 'k', words: t('Previous conversation'), run: move(-1), inbox: true },
  { keys: 'x', words: t('Select it for many at once'), run: () => {}, inbox: true },
  { keys: 'u', words: t('Back to the list'), run: press('[data-action="back"]'), inbox: true },
  { keys: 'r', words: t('Write a reply'), run: write('[data-action="as-reply"]'), inbox: true },
  { keys: 'n', words: t('Write a note'), run: write('[data-action="as-note"]'), inbox: true },
  { keys: 'a', words: t('Assign it'), run: press('[data-facts] [data-action="assign"]'), inbox: true },
  { keys: 't', words: t('Take over or hand back'), run: press('[data-deeds] :is([data-action="takeover"], [data-action="release"])'), inbox: true },
  { keys: 's', words: t('Put off'), run: press('[data-deeds] :is([data-action="snooze"], [data-action="wake"])'), inbox: true },
  { keys: 'e', words: t('Close or reopen'), run: press('[data-deeds] :is([data-action="close"], [data-action="reopen"])'), inbox: true },
];

/** @param {Shortcut[]} all */
function explain(all) {
  const dialog = find(document, '[data-shortcuts]', HTMLDialogElement);
  const line = (/** @type {Shortcut} */ one) => html`<div><dt>${one.keys.split(' ').map((key) => html`<kbd>${key}</kbd> `)}</dt><dd>${one.words}</dd></div>`;
  render(
    html`
      <h3>${t('Everywhere')}</h3><dl class="keys">${all.filter((one) => !one.inbox).map(line)}</dl>
      <h3>${t('In the inbox')}</h3><dl class="keys">${all.filter((one) => one.inbox).map(line)}</dl>`,
    find(dialog, '[data-keys]', HTMLElement),
  );
  if (!dialog.open) dialog.showModal();
}

/** How long (ms) a first key waits for the second. */
const PATIENCE = 1200;

/** @param {Shortcut[]} all */
export function listen(all) {
  let first = '';
  let since = 0;
  addEventListener('keydown', (event) => {
    const held = event.ctrlKey || event.metaKey;
    if (held && event.key.toLowerCase() === 'k' && !event.shiftKey && !event.altKey) {
      event.preventDefault();
      return all[0].run();
    }
    const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable]');
    if (event.key === 'Escape' && typing?.closest('[data-reply]') && !event.defaultPrevented) return /** @type {HTMLElement} */ (typing).blur();
    if (held || event.altKey || event.repeat || event.isComposing || typing || document.querySelector('dialog[open]')) return;
    const keys = first && event.timeStamp - since < PATIENCE ? `${first} ${event.key}` : event.key;
    const found = all.find((one) => one.keys === keys && keys !== 'x' && (!one.inbox || inbox()));
    first = all.some((one) => one.keys.startsWith(`${event.key} `)) && !found ? event.key : '';
    since = event.timeStamp;
    if (!found) return;
    event.preventDefault();
    found.run();
  });
}
