// @ts-check
/** Which rows of a list are selected: by their boxes, a range with the shift key, and the key x. */

export class Selection {
  /** @type {Set<string>} */
  ids = new Set();
  /** Why something could not be done with one. @type {Map<string, string>} */
  failed = new Map();
  #last = '';

  /** @param {HTMLElement} list @param {() => string[]} order the ids as they stand in the list @param {() => void} changed */
  constructor(list, order, changed) {
    this.order = order;
    this.changed = changed;
    list.addEventListener('click', (event) => {
      const box = event.target instanceof Element ? event.target.closest('[data-pick]') : null;
      const id = box?.closest('[data-key]')?.getAttribute('data-key');
      if (id) this.#pick(id, event.shiftKey);
    });
  }

  /** @param {string} id */
  toggle(id) {
    if (id) this.#pick(id, false);
  }

  /** The key x picks the row that has the focus, or the open one. @param {() => string} open */
  listen(open) {
    addEventListener('keydown', (event) => {
      const place = event.target instanceof Element ? event.target : document.body;
      if (event.key !== 'x' || event.ctrlKey || event.metaKey || event.altKey || place.closest('input:not([type="checkbox"]), textarea, select, dialog')) return;
      this.toggle(place.closest('[data-key]')?.getAttribute('data-key') ?? open());
    });
  }

  all() {
    this.ids = new Set(this.order());
    this.changed();
  }

  clear() {
    this.ids.clear();
    this.failed.clear();
    this.changed();
  }

  /** Those that are no longer in the list are not acted on. */
  keep() {
    const there = new Set(this.order());
    for (const id of this.ids) if (!there.has(id)) this.ids.delete(id);
  }

  /** @param {string} id @param {boolean} range from the one that was picked before */
  #pick(id, range) {
    const order = this.order();
    const from = order.indexOf(this.#last);
    const to = order.indexOf(id);
    const on = !this.ids.has(id);
    const picked = range && from >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id];
    for (const each of picked) {
      if (on) this.ids.add(each);
      else this.ids.delete(each);
      this.failed.delete(each);
    }
    this.#last = id;
    this.changed();
  }
}
