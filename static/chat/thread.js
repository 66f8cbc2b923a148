// @ts-check
/** The list of messages: puts each in its place once, whichever way and however often it arrives. */
import { find } from '../shared/dom.js';
import { language, t } from '../shared/translate.js';
import { attachments } from './attachments.js';
import { blank, fill, state, write } from './message.js';
/** @typedef {import('./conversation.js').Message} Message */

export class Thread {
  /** The number of the last message shown; what comes after it is new to us. */
  last = 0;
  /** @type {Map<string, Message>} */
  #messages = new Map();
  /** The pieces of each answer being written, by message. @type {Map<string, string[]>} */
  #drafts = new Map();
  #frame = 0;

  /** @param {HTMLElement} list @param {HTMLElement} voice what a screen reader is to say @param {import('./attachments.js').Fetch} fetch */
  constructor(list, voice, fetch) {
    this.fetch = fetch;
    this.list = list;
    this.voice = voice;
  }

  get empty() {
    return this.list.childElementCount === 0;
  }

  /** @param {string} id */
  message(id) {
    return this.#messages.get(id);
  }

  clear() {
    this.list.replaceChildren();
    this.#messages.clear();
    this.#drafts.clear();
    this.last = 0;
  }

  /** The visitor's words before the server has them. @param {string} content */
  pending(content) {
    const item = blank('contact');
    item.dataset.pending = content;
    write(item, content);
    state(item, t('sending'));
    this.list.append(item);
    return item;
  }

  /**
   * @param {Message} message
   * @param {{ aloud?: boolean, item?: HTMLElement }} [how] `item`: where it already stands, unsent
   * @returns {boolean} whether it was new
   */
  show(message, { aloud = false, item } = {}) {
    const known = this.#messages.get(message.id);
    this.last = Math.max(this.last, message.seq);
    this.#messages.set(message.id, message);
    if (known) {
      if (item && item.id !== `m-${message.id}`) item.remove();
      return false;
    }
    const place = item ?? this.#placeOf(message);
    delete place.dataset.pending;
    this.#drafts.delete(message.id);
    fill(place, message);
    attachments(find(place, '[data-attachments]', HTMLElement), message.attachments ?? [], this.fetch);
    if (message.author === 'agent') this.#dropDrafts();
    this.#day(place, message);
    if (aloud && message.author !== 'contact') this.#say(place);
    return true;
  }

  /** A piece of an answer being written; piece 0 again means that it is being written afresh.
   * @param {{ message_id: string, index: number, text: string }} delta */
  add({ message_id: id, index, text }) {
    if (this.#messages.has(id)) return;
    const pieces = index === 0 ? [] : this.#drafts.get(id) ?? [];
    pieces[index] = text;
    this.#drafts.set(id, pieces);
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** What was being written will not be finished. */
  stopWriting() {
    this.#dropDrafts();
  }

  get writing() {
    return this.#drafts.size > 0;
  }

  #draw() {
    this.#frame = 0;
    for (const [id, pieces] of this.#drafts) {
      // A hole means that we joined in the middle; what is before the hole is all that can be shown.
      const hole = pieces.findIndex((piece) => piece === undefined);
      const text = (hole < 0 ? pieces : pieces.slice(0, hole)).join('');
      if (!text.trim()) continue;
      let item = document.getElementById(`m-${id}`);
      if (!item) {
        item = blank('agent');
        item.id = `m-${id}`;
        item.dataset.draft = '';
        this.list.append(item);
      }
      write(item, text);
    }
  }

  /** @param {Message} message */
  #placeOf(message) {
    const draft = document.getElementById(`m-${message.id}`);
    if (draft) return draft;
    const own = [...this.list.children].find((item) => item instanceof HTMLElement && item.dataset.pending === message.content);
    if (message.author === 'contact' && own instanceof HTMLElement) return own;
    const item = blank(message.author);
    this.list.append(item);
    return item;
  }

  /** An answer that was begun and never finished, by a run that died, is not left standing. */
  #dropDrafts() {
    this.#drafts.clear();
    for (const item of this.list.querySelectorAll('[data-draft]')) item.remove();
  }

  /** @param {HTMLElement} item @param {Message} message */
  #day(item, message) {
    const day = new Date(message.created_at).toDateString();
    item.dataset.day = day;
    const before = item.previousElementSibling;
    const today = new Date().toDateString();
    if (before ? before.getAttribute('data-day') === day || !before.hasAttribute('data-day') : day === today) return;
    const line = document.createElement('li');
    line.className = 'day';
    line.dataset.day = day;
    line.textContent =
      day === today ? t('today') : new Date(message.created_at).toLocaleDateString(language, { dateStyle: 'long' });
    item.before(line);
  }

  /** @param {HTMLElement} item */
  #say(item) {
    const words = find(item, '[data-content]', HTMLElement).textContent ?? '';
    this.voice.textContent = `${find(item, '[data-author]', HTMLElement).textContent}: ${words}`;
  }
}
