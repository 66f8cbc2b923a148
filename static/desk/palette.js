// @ts-check
/** Ctrl-K: a room, a conversation or an action by a few letters. */
import { html, nothing, render } from '../lit-html/lit-html.js';
import { ApiError, call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { go } from './router.js';
import { glyph } from './ui/parts.js';

/** @typedef {{ id: string, icon: string, words: string, hint: string, run: () => unknown }} Choice */

/** In milliseconds: conversations are looked for when somebody pauses. */
const PAUSE = 180;
const FOUND = 6;

export class Palette {
  #at = 0;
  #turn = 0;
  /** @type {Choice[]} */
  #conversations = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => Choice[]} fixed the rooms and actions */
  constructor(fixed) {
    this.fixed = fixed;
    this.dialog = find(document, '[data-palette]', HTMLDialogElement);
    this.input = find(this.dialog, 'input', HTMLInputElement);
    this.list = find(this.dialog, '[data-choices]', HTMLElement);
    this.input.addEventListener('input', () => this.#typed());
    this.input.addEventListener('keydown', (event) => this.#key(event));
    this.dialog.addEventListener('click', (event) => event.target === this.dialog && this.dialog.close());
  }

  open() {
    if (this.dialog.open) return this.dialog.close();
    if (document.querySelector('dialog[open]')) return;
    this.input.value = '';
    this.#typed();
    this.dialog.showModal();
  }

  get #words() {
    return this.input.value.trim();
  }

  /** @returns {Choice[]} */
  get #choices() {
    const parts = this.#words.toLowerCase().split(/\s+/).filter(Boolean);
    const fit = this.fixed().filter((one) => parts.every((part) => `${one.words} ${one.hint}`.toLowerCase().includes(part)));
    const all = { id: 'search', icon: 'search', words: t('Search in all messages: {words}', { words: this.#words }), hint: '', run: () => go(`/admin/search?q=${encodeURIComponent(this.#words)}`) };
    return [...fit, ...this.#conversations, ...(this.#words ? [all] : [])];
  }

  #typed() {
    this.#at = 0;
    clearTimeout(this.#timer);
    if (this.#words) this.#timer = setTimeout(() => this.#look(), PAUSE);
    else this.#conversations = [];
    this.#draw();
  }

  async #look() {
    const mine = ++this.#turn;
    try {
      const { data } = await call('GET', `/api/v1/conversations?${new URLSearchParams({ q: this.#words, limit: String(FOUND) })}`);
      if (mine !== this.#turn) return;
      this.#conversations = data.map((/** @type {import('./conversations.js').Conversation} */ one) => ({
        id: one.id,
        icon: 'chat',
        words: one.contact?.name || one.contact?.email || one.contact?.phone || t('Visitor'),
        hint: one.subject || one.preview || '',
        run: () => go(`/admin/conversations#${one.id}`),
      }));
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      this.#conversations = [];
    }
    this.#draw();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const count = this.#choices.length;
    if (event.key === 'Enter' && !event.isComposing) {
      event.preventDefault();
      this.#choose(this.#choices[this.#at]);
    } else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      this.#at = (this.#at + (event.key === 'ArrowDown' ? 1 : count - 1)) % Math.max(1, count);
      this.#draw();
      this.list.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
    }
  }

  /** @param {Choice | undefined} choice */
  #choose(choice) {
    if (!choice) return;
    this.dialog.close();
    choice.run();
  }

  #draw() {
    const choices = this.#choices;
    this.#at = Math.min(this.#at, Math.max(0, choices.length - 1));
    this.input.setAttribute('aria-activedescendant', choices.length ? `choice-${this.#at}` : '');
    render(
      choices.map(
        (one, at) => html`<li id="choice-${at}" role="option" aria-selected=${at === this.#at} @click=${() => this.#choose(one)}>
          ${glyph(one.icon)}<bdi>${one.words}</bdi>${one.hint ? html`<span class="hint" dir="auto">${one.hint}</span>` : nothing}
        </li>`,
      ),
      this.list,
    );
  }
}
