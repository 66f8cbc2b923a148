// @ts-check
/** An @ in a note offers colleagues; whoever is named finds the conversation among their mentions. */
import { t } from '../shared/translate.js';
import { part } from './dialogs.js';
import { answering } from './colleagues.js';

const MOST = 8;

export class Mentions {
  #chosen = 0;

  /** @param {HTMLElement} list @param {HTMLTextAreaElement} input @param {() => boolean} writesNote @param {() => void} typed */
  constructor(list, input, writesNote, typed) {
    this.list = list;
    this.input = input;
    this.writesNote = writesNote;
    this.typed = typed;
    input.addEventListener('input', () => this.#look());
    input.addEventListener('blur', () => setTimeout(() => this.#close(), 150));
    // before the composer's own keys
    input.addEventListener('keydown', (event) => this.#key(event), { capture: true });
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const item = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
      if (item && this.#word !== undefined) this.#pick([...list.children].indexOf(item));
    });
  }

  /** What was typed after the @ before the caret; nothing when there is none. */
  get #word() {
    if (!this.writesNote()) return undefined;
    return /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(this.input.value.slice(0, this.input.selectionStart))?.[1];
  }

  get #offers() {
    const word = (this.#word ?? '').toLowerCase();
    return answering().filter((one) => one.name.toLowerCase().split(/\s+/).some((name) => name.startsWith(word))).slice(0, MOST);
  }

  #look() {
    if (this.#word === undefined) return this.#close();
    this.#chosen = 0;
    this.#draw();
  }

  #draw() {
    const offers = this.#offers;
    if (!offers.length) return this.#close();
    this.list.replaceChildren(
      ...offers.map((one, at) => {
        const item = part('li', '');
        item.setAttribute('role', 'option');
        item.setAttribute('aria-selected', String(at === this.#chosen));
        item.append(part('strong', `@${one.name}`), ' ', part('span', t(one.role)));
        return item;
      }),
    );
    this.list.dataset.of = 'mentions';
    this.list.hidden = false;
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.list.hidden || this.list.dataset.of !== 'mentions' || event.isComposing) return;
    const count = this.list.children.length;
    if (event.key === 'ArrowDown') this.#chosen = (this.#chosen + 1) % count;
    else if (event.key === 'ArrowUp') this.#chosen = (this.#chosen + count - 1) % count;
    else if (event.key === 'Escape') this.#close();
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') this.#pick(this.#chosen);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.list.hidden) this.#draw();
  }

  /** @param {number} at */
  #pick(at) {
    const one = this.#offers[at];
    const caret = this.input.selectionStart;
    const begin = caret - (this.#word ?? '').length;
    this.#close();
    if (!one) return;
    this.input.setRangeText(`${one.name} `, begin, caret, 'end');
    this.typed();
    this.input.focus();
  }

  #close() {
    if (this.list.dataset.of !== 'mentions') return;
    delete this.list.dataset.of;
    this.list.hidden = true;
    this.list.replaceChildren();
  }
}
