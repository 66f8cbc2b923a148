// @ts-check
/** What is offered while one writes: walked through with the arrows, taken with Enter or Tab, left with Escape. */
import { find } from '../shared/dom.js';
import { part } from './dialogs.js';

/** @typedef {{ name: string, about: string, take: () => void }} Suggestion */

export class SuggestionList {
  #chosen = 0;
  /** @type {Suggestion[]} */
  #shown = [];

  /**
   * @param {HTMLTextAreaElement} input the kinds of suggestions share the list of its form
   * @param {string} kind
   * @param {() => Suggestion[] | Promise<Suggestion[]>} fitting what fits the words at the caret
   * @param {(problem: unknown) => void} tell
   */
  constructor(input, kind, fitting, tell) {
    const list = find(/** @type {HTMLFormElement} */ (input.form), '[data-saved]', HTMLElement);
    this.list = list;
    this.kind = kind;
    this.fitting = fitting;
    input.addEventListener('input', () => this.#look().catch(tell));
    input.addEventListener('blur', () => setTimeout(() => this.#close(), 150));
    // before the composer's own keys
    input.addEventListener('keydown', (event) => this.#key(event), { capture: true });
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const item = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
      if (item && this.open) this.#pick([...list.children].indexOf(item));
    });
  }

  /** Whether these suggestions, and no other kind's, are shown. */
  get open() {
    return !this.list.hidden && this.list.dataset.of === this.kind;
  }

  async #look() {
    this.#shown = await this.fitting();
    this.#chosen = 0;
    if (this.#shown.length) this.#draw();
    else this.#close();
  }

  #draw() {
    const items = this.#shown.map((one, at) => {
      const item = part('li', '');
      item.setAttribute('role', 'option');
      item.setAttribute('aria-selected', String(at === this.#chosen));
      const about = part('span', one.about);
      about.dir = 'auto';
      item.append(part('strong', one.name), ' ', about);
      return item;
    });
    this.list.replaceChildren(...items);
    this.list.dataset.of = this.kind;
    this.list.hidden = false;
    items[this.#chosen]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (!this.open || event.isComposing) return;
    const count = this.#shown.length;
    if (event.key === 'ArrowDown') this.#chosen = (this.#chosen + 1) % count;
    else if (event.key === 'ArrowUp') this.#chosen = (this.#chosen + count - 1) % count;
    else if (event.key === 'Escape') this.#close();
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') this.#pick(this.#chosen);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (this.open) this.#draw();
  }

  /** @param {number} at */
  #pick(at) {
    const one = this.#shown[at];
    this.#close();
    one?.take();
  }

  #close() {
    if (!this.open) return;
    delete this.list.dataset.of;
    this.list.hidden = true;
    this.list.replaceChildren();
  }
}
