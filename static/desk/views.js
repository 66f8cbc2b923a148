// @ts-check
/** The views of the inbox with how many conversations each has. The chosen one is remembered in this browser. */
import { t } from '../shared/translate.js';
import { store } from './store.js';

/** @type {[string, string, string][]} the view, its name, and what it says when it is empty */
const VIEWS = [
  ['waiting', t('Waiting'), t('Nobody waits for a person. Good work.')],
  ['mine', t('Mine'), t('You have no open conversation. Take one over, or assign one to yourself.')],
  ['unassigned', t('Unassigned'), t('Every conversation that needs a person has one.')],
  ['agent', t('With the agent'), t('The agent has no open conversation.')],
  ['closed', t('Closed'), t('Nothing has been closed yet.')],
  ['mentioned', t('Mentions'), t('Nobody has named you in a note.')],
  ['all', t('All'), t('Open the chat and say hello to see how it looks from here.')],
];

const KEPT = 'handcar.view';

export class Views {
  name = 'all';

  /** @param {HTMLElement} place @param {() => unknown} changed */
  constructor(place, changed) {
    this.place = place;
    place.replaceChildren(...VIEWS.map(([name, label]) => tab(name, label)));
    place.addEventListener('click', (event) => {
      const hook = event.target instanceof Element ? event.target.closest('[data-view]') : null;
      if (!(hook instanceof HTMLElement)) return;
      this.choose(hook.dataset.view ?? 'all');
      changed();
    });
    this.choose(localStorage.getItem(KEPT) ?? 'waiting');
    store.watch(() => this.show());
  }

  /** @returns {string} */
  get now() {
    return this.name;
  }

  /** What its empty list says. */
  get empty() {
    return VIEWS.find(([name]) => name === this.name)?.[2] ?? '';
  }

  /** @param {string} wanted */
  choose(wanted) {
    this.name = VIEWS.some(([name]) => name === wanted) ? wanted : 'all';
    localStorage.setItem(KEPT, this.name);
    for (const one of this.place.children) {
      const chosen = one.getAttribute('data-view') === this.name;
      one.setAttribute('aria-pressed', String(chosen));
      if (chosen) one.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    }
  }

  async count() {
    await store.count();
    this.show();
  }

  show() {
    const { counts } = store;
    for (const one of this.place.children) {
      const count = counts[one.getAttribute('data-view') ?? ''] ?? 0;
      const mark = one.querySelector('[data-count]');
      if (mark) mark.textContent = count > 999 ? '999+' : String(count);
    }
  }
}

/** @param {string} name @param {string} label */
function tab(name, label) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'quiet';
  made.dataset.view = name;
  const count = document.createElement('span');
  count.dataset.count = '';
  made.append(label, ' ', count);
  return made;
}
