// @ts-check
/** The list of messages: puts each in its place once, whichever way and however often it arrives. */
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { attachments, waiting } from './attachments.js';
import { dayAbove, deed, insert, joinRun } from './lines.js';
import { blank, fill, state, write } from './message.js';
/** @typedef {import('./conversation.js').Message} Message */

export class Thread {
  /** The number of the last event that the stream brought; what an answer to a request tells may be ahead of others. */
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

  /** The visitor's words and files before the server has them. @param {string} content @param {File[]} files */
  pending(content, files) {
    const item = blank('contact');
    item.dataset.pending = content;
    write(item, content);
    waiting(find(item, '[data-attachments]', HTMLElement), files);
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
    this.#messages.set(message.id, message);
    if (known) {
      if (item && item.id !== `m-${message.id}`) item.remove();
      return false;
    }
    const place = item ?? this.#placeOf(message);
    insert(this.list, place, message.seq);
    delete place.dataset.pending;
    this.#drafts.delete(message.id);
    fill(place, message);
    attachments(find(place, '[data-attachments]', HTMLElement), message.attachments ?? [], this.fetch);
    if (message.author === 'agent') this.#dropDrafts();
    dayAbove(place, message.created_at);
    joinRun(place);
    if (aloud && message.author !== 'contact') this.#say(place);
    return true;
  }

  /** Somebody came or left. @param {string} words @param {string} at RFC 3339 @param {boolean} aloud */
  mark(words, at, aloud) {
    insert(this.list, deed(words, at), this.last);
    if (aloud) this.voice.textContent = words;
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
    return blank(message.author, message.author_name);
  }

  /** An answer that was begun and never finished, by a run that died, is not left standing. */
  #dropDrafts() {
    this.#drafts.clear();
    for (const item of this.list.querySelectorAll('[data-draft]')) item.remove();
  }

  /** @param {HTMLElement} item */
  #say(item) {
    const words = find(item, '[data-content]', HTMLElement).textContent ?? '';
    this.voice.textContent = `${find(item, '[data-author]', HTMLElement).textContent}: ${words}`;
  }
}
