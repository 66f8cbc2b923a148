// @ts-check
/** Who of staff looks at the open conversation or types in it. */
import { call } from '../shared/api.js';
import { t } from '../shared/translate.js';

/** In milliseconds: colleagues see somebody type for a little longer, and somebody look for a minute. */
const TYPING = 4000;
const SEEN_TYPING = 6000;
const SEEN_LOOKING = 60_000;

let told = 0;

/** Tells colleagues; nothing is lost when they do not hear it. @param {string} conversation @param {boolean} typing @param {boolean} note */
export function show(conversation, typing, note) {
  if (typing && Date.now() - told < TYPING) return;
  if (typing) told = Date.now();
  call('POST', `/api/v1/conversations/${conversation}/typing`, { body: { typing, note } }).catch(() => {});
}

export class Colleagues {
  /** @type {Map<string, { words: string, timer: ReturnType<typeof setTimeout> }>} */
  #here = new Map();

  /** @param {HTMLElement} place */
  constructor(place) {
    this.place = place;
  }

  /** @param {{ user: { id: string, name: string }, typing: boolean }} news */
  hear({ user, typing }) {
    clearTimeout(this.#here.get(user.id)?.timer);
    const timer = setTimeout(() => this.#forget(user.id), typing ? SEEN_TYPING : SEEN_LOOKING);
    this.#here.set(user.id, { words: typing ? t('{name} is typing…', { name: user.name }) : t('{name} is here, too.', { name: user.name }), timer });
    this.#draw();
  }

  /** Another conversation is open. */
  clear() {
    for (const { timer } of this.#here.values()) clearTimeout(timer);
    this.#here.clear();
    this.#draw();
  }

  /** @param {string} id */
  #forget(id) {
    this.#here.delete(id);
    this.#draw();
  }

  #draw() {
    this.place.textContent = [...this.#here.values()].map((one) => one.words).join(' ');
    this.place.hidden = !this.#here.size;
  }
}
