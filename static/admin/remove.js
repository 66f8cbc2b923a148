// @ts-check
/** Removing with a way back: the row goes at once, the document only when the chance to undo has passed. */
import { ApiError } from '../shared/api.js';
import { LINGER, toast } from '../shared/toast.js';
import { t } from '../shared/translate.js';

export class Removals {
  /** Documents on their way out, with what finishes each. @type {Map<string, () => void>} */
  #leaving = new Map();

  /** @param {import('./catalog.js').Catalog} catalog @param {() => void} changed */
  constructor(catalog, changed) {
    this.catalog = catalog;
    this.changed = changed;
    // Whoever leaves the page meant it.
    addEventListener('pagehide', () => {
      for (const id of this.#leaving.keys()) fetch(`/api/v1/documents/${id}`, { method: 'DELETE', keepalive: true });
    });
  }

  /** @param {string} id */
  has(id) {
    return this.#leaving.has(id);
  }

  /** @param {import('./catalog.js').Doc} doc */
  remove(doc) {
    const timer = setTimeout(() => this.#finish(doc), LINGER);
    const away = toast(t('“{title}” is removed.', { title: doc.title }), { label: t('Undo'), run: () => this.#undo(doc.id) });
    this.#leaving.set(doc.id, () => {
      clearTimeout(timer);
      away();
    });
    this.changed();
  }

  /** @param {string} id */
  #undo(id) {
    this.#leaving.get(id)?.();
    this.#leaving.delete(id);
    this.changed();
  }

  /** @param {import('./catalog.js').Doc} doc */
  async #finish(doc) {
    try {
      await this.catalog.remove(doc.id);
      this.catalog.forget(doc.id);
    } catch (problem) {
      // Gone already is what was wanted.
      if (problem instanceof ApiError && problem.status === 404) this.catalog.forget(doc.id);
      else toast(t('“{title}” could not be removed. {sentence}', { title: doc.title, sentence: problem instanceof ApiError ? problem.sentence : '' }));
    }
    this.#undo(doc.id);
  }
}
