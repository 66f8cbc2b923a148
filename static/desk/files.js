// @ts-check
/** The files of one answer: each is uploaded at once, and sent with the words when they are. */
import { ApiError } from '../shared/api.js';
import { bring } from '../shared/bring.js';
import { find } from '../shared/dom.js';
import { size } from '../shared/format.js';
import { t } from '../shared/translate.js';

/**
 * @typedef {{ type: string, mime_types: string[], max_bytes: number }} Kind
 * @typedef {{ allowed: boolean, reason: string | null, kinds: Kind[] }} Rules what the channel takes, as the server says
 * @typedef {{ key: string, file: File, progress: number, id: string, error: string, again: boolean, stop: AbortController }} Parcel
 *   `id` when it is uploaded, `error` when it cannot be sent, `again` when the same file may go through next time
 */

/** The server's limit for one answer. */
export const MOST = 10;

/** @param {Kind} kind @param {string} type */
const takes = (kind, type) => !kind.mime_types.length || kind.mime_types.some((one) => one === type || (one.endsWith('/') && type.startsWith(one)));

/**
 * What the channel has against a file, as far as its name tells; the server looks at its bytes.
 * @param {{ size: number, type: string }} file @param {Rules} rules @returns {string} nothing when it may go
 */
export function objection(file, rules) {
  if (!rules.allowed) return rules.reason ?? t('This channel takes no files.');
  if (file.size === 0) return t('It is empty.');
  const type = file.type.split(';')[0];
  const fit = rules.kinds.filter((kind) => !type || takes(kind, type));
  const most = Math.max(0, ...fit.map((kind) => kind.max_bytes));
  if (!fit.length) return t('This channel does not take this type. It takes {rules}.', { rules: listed(rules) });
  return file.size > most ? t('It has {size}; at most {most} can be sent here. Make it smaller, or send a link.', { size: size(file.size), most: size(most) }) : '';
}

/** @param {Rules} rules */
const listed = (rules) => rules.kinds.flatMap((kind) => kind.mime_types.map((type) => (type.endsWith('/') ? kind.type : (type.split(/[/.]/).at(-1) ?? type)))).join(', ');

export class Files {
  /** @type {Parcel[]} */
  parcels = [];
  #count = 0;
  /** Those who wait until nothing is under way. @type {(() => void)[]} */
  #waiting = [];

  /** @param {string} conversation @param {() => void} changed */
  constructor(conversation, changed) {
    this.conversation = conversation;
    this.changed = changed;
  }

  get busy() {
    return this.parcels.some((one) => !one.id && !one.error);
  }

  /** @param {Iterable<File>} files @param {Rules} rules */
  add(files, rules) {
    for (const file of files) {
      const full = this.parcels.length >= MOST ? t('At most {MOST} files go with one answer.', { MOST }) : '';
      /** @type {Parcel} */
      const parcel = { key: `file-${++this.#count}`, file, progress: 0, id: '', error: full || objection(file, rules), again: false, stop: new AbortController() };
      this.parcels.push(parcel);
      if (!parcel.error) this.#bring(parcel);
    }
    this.changed();
  }

  /** @param {string} key */
  retry(key) {
    const parcel = this.parcels.find((one) => one.key === key);
    if (!parcel) return;
    Object.assign(parcel, { error: '', progress: 0 });
    this.#bring(parcel);
    this.changed();
  }

  /** @param {string} key */
  drop(key) {
    this.parcels.find((one) => one.key === key)?.stop.abort();
    this.parcels = this.parcels.filter((one) => one.key !== key);
    this.#settle();
  }

  /** When nothing is under way any more. @returns {Promise<void>} */
  settled() {
    return this.busy ? new Promise((done) => this.#waiting.push(done)) : Promise.resolve();
  }

  /** @param {Parcel} parcel */
  async #bring(parcel) {
    const form = new FormData();
    // Before the file, so that the server knows where it goes when the bytes begin.
    form.append('conversation', this.conversation);
    form.append('file', parcel.file, parcel.file.name);
    const progress = (/** @type {number} */ percent) => {
      parcel.progress = percent;
      this.changed();
    };
    try {
      parcel.id = (await bring('/api/v1/media', form, progress, parcel.stop.signal)).answer.id;
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      parcel.error = problem.fields.file ?? problem.sentence;
      parcel.again = problem.passing || problem.status >= 500;
    }
    this.#settle();
  }

  #settle() {
    this.changed();
    if (!this.busy) this.#waiting.splice(0).forEach((done) => done());
  }
}

/** Shows one of them. @param {HTMLElement} item @param {Parcel} one */
export function fill(item, one) {
  item.dataset.key = one.key;
  item.dataset.tone = one.error ? 'bad' : one.id ? 'good' : 'busy';
  find(item, '[data-name]', HTMLElement).textContent = one.file.name;
  find(item, '[data-size]', HTMLElement).textContent = one.error ? '' : size(one.file.size);
  const progress = find(item, 'progress', HTMLProgressElement);
  progress.hidden = Boolean(one.id || one.error);
  progress.value = one.progress;
  progress.setAttribute('aria-label', t('Uploading {name}', { name: one.file.name }));
  find(item, '[data-why]', HTMLElement).textContent = one.error;
  find(item, '[data-action="retry"]', HTMLElement).hidden = !(one.error && one.again);
  find(item, '[data-action="remove"]', HTMLElement).setAttribute('aria-label', t('Remove {name}', { name: one.file.name }));
  return item;
}
