// @ts-check
/** The documents as the server has them, kept current by its events, or by asking while one is unfinished. */
import { call } from '../shared/api.js';
import { live } from '../desk/live.js';

/**
 * @typedef {{ id: string, title: string, source?: string, file_name?: string | null, url?: string | null,
 *   agent_id?: string | null, language?: string | null, bytes?: number, passages?: number, status: string,
 *   progress: number, error?: string | null, warning?: string, created_at?: string }} Doc
 * @typedef {{ q: string, status: string, agent: string }} Filter
 */

const ROOT = '/api/v1/documents';

/** How often (ms) to ask about unfinished documents with the event stream up, and without it. */
const EASY = 10_000;
const EAGER = 1500;

/** How long (ms) after a document is ready the list is read again, once for many that come together. */
const SOON = 300;

export class Catalog {
  /** Newest first. @type {Doc[]} */
  documents = [];
  /** @type {Filter} */
  filter = { q: '', status: '', agent: '' };
  /** @type {string | null} */
  next = null;
  #turn = 0;
  #connected = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fresh;

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
  }

  /** @param {HTMLElement} room @returns {() => void} stops */
  watch(room) {
    return live(
      { document: (news) => this.#hear(news), reload: () => this.load().catch(() => {}) },
      (state) => {
        this.#connected = state === 'open';
        if (this.#connected) this.load().catch(() => {});
        else this.#schedule();
      },
      room,
    );
  }

  get filtered() {
    return Object.values(this.filter).some(Boolean);
  }

  /** Reads the first page under the present filter; an answer overtaken by a later question is dropped. */
  async load() {
    const mine = ++this.#turn;
    const page = await call('GET', this.#address());
    if (mine === this.#turn) this.#take(page.data, page.next);
  }

  async more() {
    const page = await call('GET', this.#address(this.next));
    const known = new Set(this.documents.map((one) => one.id));
    this.#take([...this.documents, ...page.data.filter((/** @type {Doc} */ one) => !known.has(one.id))], page.next);
  }

  /** @param {{ url: string } | { title: string, text: string }} what @param {string} agent */
  async add(what, agent) {
    this.put(await call('POST', ROOT, { body: agent ? { ...what, agent } : what }));
  }

  /** @param {string} id */
  async readAgain(id) {
    this.put((await call('POST', `${ROOT}/${id}/reindex`, { body: {} })) ?? { id, status: 'queued', progress: 0, error: null });
  }

  /** @param {string} id */
  remove(id) {
    return call('DELETE', `${ROOT}/${id}`);
  }

  /** Takes in what the server said about a document, new or known. @param {any} answer */
  put(answer) {
    const news = answer.document ?? answer;
    const known = this.documents.find((one) => one.id === news.id);
    if (known) Object.assign(known, news);
    else this.documents.unshift(news);
    this.changed();
    this.#schedule();
  }

  /** @param {string} id */
  forget(id) {
    this.documents = this.documents.filter((one) => one.id !== id);
    this.changed();
  }

  /** @param {{ id: string, status: string, progress: number, error?: string }} news */
  #hear(news) {
    const known = this.documents.find((one) => one.id === news.id);
    if (known) this.put(news);
    // Somebody else's may or may not fit the present filter, and one that is ready may have taken the place of another.
    if (known && news.status !== 'ready') return;
    clearTimeout(this.#fresh);
    this.#fresh = setTimeout(() => this.load().catch(() => {}), known ? SOON : 0);
  }

  /** @param {Doc[]} documents @param {string | null} next */
  #take(documents, next) {
    this.documents = documents;
    this.next = next;
    this.changed();
    this.#schedule();
  }

  #schedule() {
    clearTimeout(this.#timer);
    if (!this.documents.some((one) => !isFinished(one))) return;
    this.#timer = setTimeout(() => this.load().catch(() => this.#schedule()), this.#connected ? EASY : EAGER);
  }

  /** @param {string | null} [cursor] */
  #address(cursor) {
    // as many as are on show, so that reading again hides none
    const limit = cursor ? 100 : Math.min(200, Math.max(100, this.documents.length));
    const query = new URLSearchParams({ limit: String(limit) });
    for (const [name, value] of Object.entries(this.filter)) if (value) query.set(name, value);
    if (cursor) query.set('cursor', cursor);
    return `${ROOT}?${query}`;
  }
}

/** @param {Doc} document */
export const isFinished = (document) => document.status === 'ready' || document.status === 'failed';
