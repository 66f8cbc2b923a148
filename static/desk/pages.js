// @ts-check
/** A list of the server's, read page by page and under filters. */
import { call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { draw } from './rows.js';

/** How many rows a page has, and at most. */
const USUAL = 50;
const MOST = 200;

/** @template T */
export class Pages {
  /** @type {T[]} */
  all = [];
  /** @type {string | null} */
  #next = null;
  #turn = 0;
  #loaded = false;
  /** What an empty list says when nothing is filtered out of it. */
  #usual = ['', ''];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #typing;

  /**
   * @param {HTMLElement} room @param {string} address
   * @param {(one: T) => import('./rows.js').Row} row
   * @param {(problem: unknown) => void} tell
   * @param {() => Record<string, string>} [fixed] what is always asked for, whatever is filtered by
   * @param {() => string} [empty] what an empty list says then
   * @param {(place: HTMLElement, all: T[]) => void} [paint] draws the rows, where they are not the usual ones
   */
  constructor(room, address, row, tell, fixed = () => ({}), empty = () => '', paint = (place, all) => draw(place, all.map(this.row))) {
    this.paint = paint;
    this.fixed = fixed;
    this.empty = empty;
    this.room = room;
    this.address = address;
    this.row = row;
    this.tell = tell;
    const blank = find(room, '[data-empty]', HTMLElement);
    this.title = find(blank, 'h2', HTMLElement);
    this.words = find(blank, 'p', HTMLElement);
    this.#usual = [this.title.textContent ?? '', this.words.textContent ?? ''];
    const filters = room.querySelector('[data-filters]');
    filters?.addEventListener('submit', (event) => event.preventDefault());
    filters?.addEventListener('input', () => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.load().catch(tell), 180);
    });
  }

  /** Reads the first page; an answer overtaken by a later question is dropped. @param {Promise<unknown>} [also] what its rows need besides */
  async load(also) {
    const mine = ++this.#turn;
    const [page] = await Promise.all([call('GET', this.#at()), also]);
    if (mine !== this.#turn) return;
    this.all = page.data;
    this.#next = page.next;
    this.#loaded = true;
    this.show();
  }

  /** Reads again as many rows as there are, so that none that was loaded is lost; what lies beyond stays as it was. */
  async refresh() {
    const mine = ++this.#turn;
    const count = Math.min(MOST, Math.max(USUAL, this.all.length));
    const page = await call('GET', `${this.#at()}${this.#at().includes('?') ? '&' : '?'}limit=${count}`);
    if (mine !== this.#turn) return;
    const known = new Set(page.data.map((/** @type {T} */ one) => this.row(one).id));
    const beyond = this.all.slice(MOST).filter((one) => !known.has(this.row(one).id));
    if (!beyond.length) this.#next = page.next;
    this.all = [...page.data, ...beyond];
    this.#loaded = true;
    this.show();
  }

  async more() {
    const page = await call('GET', this.#at(this.#next));
    const known = new Set(this.all.map((one) => this.row(one).id));
    this.all = [...this.all, ...page.data.filter((/** @type {T} */ one) => !known.has(this.row(one).id))];
    this.#next = page.next;
    this.show();
  }

  /** @param {string} id @returns {T} */
  one(id) {
    const found = this.all.find((each) => this.row(each).id === id);
    if (!found) throw new Error(`No row ${id}`);
    return found;
  }

  /** @param {T} now replaces the one of its id */
  put(now) {
    const id = this.row(now).id;
    this.all = this.all.map((each) => (this.row(each).id === id ? now : each));
    this.show();
  }

  show() {
    this.paint(find(this.room, '[data-rows]', HTMLElement), this.all);
    const [title, words] = this.#query().size ? [t('Nothing fits'), t('Nothing here is like what you chose above.')] : this.empty() ? [t('Nothing here'), this.empty()] : this.#usual;
    this.title.textContent = title;
    this.words.textContent = words;
    find(this.room, '[data-empty]', HTMLElement).hidden = !this.#loaded || this.all.length > 0;
    const more = this.room.querySelector('[data-action="more"]');
    if (more instanceof HTMLElement) more.hidden = !this.#next;
  }

  /** What is filtered by. */
  #query() {
    const query = new URLSearchParams();
    for (const field of this.room.querySelectorAll('[data-filters] input, [data-filters] select')) {
      if ((field instanceof HTMLInputElement || field instanceof HTMLSelectElement) && field.value.trim()) query.set(field.name, field.value.trim());
    }
    return query;
  }

  /** @param {string | null} [cursor] */
  #at(cursor) {
    const query = new URLSearchParams({ ...this.fixed(), ...Object.fromEntries(this.#query()) });
    if (cursor) query.set('cursor', cursor);
    const text = query.toString();
    return text ? `${this.address}?${text}` : this.address;
  }
}
