// @ts-check
/** The files of what is written: by the paper clip, by dropping or by pasting. */
import { call } from '../shared/api.js';
import { actions, find, stamp } from '../shared/dom.js';
import { dropping } from '../shared/drop-zone.js';
import { t } from '../shared/translate.js';
import { fill } from './files.js';
import { keyOf } from './rows.js';

/** @type {import('./files.js').Rules} */
const NOT_YET = { allowed: false, reason: t('One moment, please.'), kinds: [] };

export class Clip {
  #rules = NOT_YET;

  /** @param {HTMLElement} side @param {HTMLFormElement} form @param {() => import('./files.js').Files} files @param {(problem: string) => void} say */
  constructor(side, form, files, say) {
    this.form = form;
    this.files = files;
    this.say = say;
    this.input = find(form, 'textarea', HTMLTextAreaElement);
    this.button = find(form, '[data-action="attach"]', HTMLButtonElement);
    const picker = find(form, '[data-pick]', HTMLInputElement);
    this.input.addEventListener('paste', (event) => {
      const pasted = [...(event.clipboardData?.files ?? [])];
      if (!pasted.length) return;
      event.preventDefault();
      this.#add(pasted);
    });
    picker.addEventListener('change', () => {
      this.#add([...(picker.files ?? [])]);
      picker.value = '';
    });
    actions(form, {
      attach: () => (this.#rules.allowed ? picker.click() : say(this.#rules.reason ?? '')),
      remove: (hook) => this.#remove(hook),
      retry: (hook) => files().retry(keyOf(hook)),
    });
    dropping(find(side, '[data-drop]', HTMLElement), (dropped) => this.#add(dropped), () => !side.hidden);
  }

  /** What may be sent in a conversation. @param {string} conversation @param {() => boolean} open whether it is still the one that is open */
  async open(conversation, open) {
    this.#rules = NOT_YET;
    const rules = await call('GET', `/api/v1/conversations/${conversation}/file-rules`);
    if (!open()) return;
    this.#rules = rules;
    this.button.setAttribute('aria-disabled', String(!rules.allowed));
    this.button.title = rules.allowed ? t('Attach files') : (rules.reason ?? '');
  }

  /** @param {File[]} added */
  #add(added) {
    if (!this.#rules.allowed) this.say(this.#rules.reason ?? '');
    else this.files().add(added, this.#rules);
    this.input.focus();
  }

  /** The focus goes on to the next file, or back to the words. @param {HTMLElement} hook */
  #remove(hook) {
    const item = /** @type {HTMLElement} */ (hook.closest('[data-key]'));
    const next = item.nextElementSibling ?? item.previousElementSibling;
    this.files().drop(keyOf(hook));
    (next?.querySelector('[data-action="remove"]') instanceof HTMLElement ? find(next, '[data-action="remove"]', HTMLElement) : this.input).focus();
  }

  show() {
    const list = find(this.form, '[data-files]', HTMLElement);
    const old = new Map([...list.children].map((item) => [item.getAttribute('data-key'), /** @type {HTMLElement} */ (item)]));
    const items = this.files().parcels.map((one) => fill(old.get(one.key) ?? stamp('chip'), one));
    if (items.length !== list.children.length || items.some((item, at) => list.children[at] !== item)) list.replaceChildren(...items);
    list.hidden = !items.length;
  }
}
