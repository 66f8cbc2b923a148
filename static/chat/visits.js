// @ts-check
/** The conversations of this browser with one agent, and what was typed in them and not sent: kept over reloads, never leaves it. */
/** @typedef {{ id: string, token: string }} Visit
 * @typedef {{ content: string, clientId: string, visit: string }} Letter `visit`: empty before its conversation exists */

/** Older conversations are not listed. */
const MOST = 20;

export class Visits {
  #whose;
  /** Where storage is forbidden, things last as long as the page. @type {Map<string, string>} */
  #memory = new Map();

  /** @param {string} agent a slug or id, empty for the default one @param {string} [person] as the website names and proves them; who is only named can be named by whoever uses the browser */
  constructor(agent, person = '') {
    this.#whose = person ? `${agent} ${person}` : agent;
  }

  /** The one that is open. @returns {Visit | undefined} */
  get current() {
    const visit = this.#read('visit', null);
    return visit?.id && visit?.token ? visit : undefined;
  }

  /** @param {Visit | undefined} visit undefined: the next one is yet to be created */
  open(visit) {
    this.#write('visit', visit);
    if (visit) this.#write('visits', [visit, ...this.all().filter((one) => one.id !== visit.id)].slice(0, MOST));
  }

  /** The newest first. @returns {Visit[]} */
  all() {
    const kept = this.#read('visits', []);
    const all = Array.isArray(kept) ? kept.filter((one) => one?.id && one?.token) : [];
    const now = this.current;
    return !now || all.some((one) => one.id === now.id) ? all : [now, ...all];
  }

  /** The server knows it no longer. @param {string} id */
  forget(id) {
    this.#write('visits', this.all().filter((one) => one.id !== id));
    if (this.current?.id === id) this.open(undefined);
  }

  /** What is being typed. */
  get draft() {
    return String(this.#read('draft', ''));
  }

  set draft(words) {
    this.#write('draft', words || undefined);
  }

  /** Messages that the server does not have yet, in their order. @returns {Letter[]} */
  get unsent() {
    const kept = this.#read('unsent', []);
    return Array.isArray(kept) ? kept.filter((one) => one?.content && one?.clientId) : [];
  }

  set unsent(letters) {
    this.#write('unsent', letters.length ? letters : undefined);
  }

  /** @param {string} name @param {unknown} otherwise */
  #read(name, otherwise) {
    const key = `handcar.${name}.${this.#whose}`;
    try {
      return JSON.parse(this.#memory.get(key) ?? localStorage.getItem(key) ?? 'null') ?? otherwise;
    } catch {
      return otherwise;
    }
  }

  /** @param {string} name @param {unknown} value */
  #write(name, value) {
    const key = `handcar.${name}.${this.#whose}`;
    const text = JSON.stringify(value ?? null);
    try {
      if (value === undefined) localStorage.removeItem(key);
      else localStorage.setItem(key, text);
      this.#memory.delete(key);
    } catch {
      this.#memory.set(key, text);
    }
  }
}
