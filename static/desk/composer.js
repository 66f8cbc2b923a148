// @ts-check
/** Where an answer is written: words, and files by the paper clip, by dropping or by pasting. Each conversation keeps its own. */
import { call } from '../shared/api.js';
import { actions, find, stamp, uuid } from '../shared/dom.js';
import { dropping } from '../shared/drop-zone.js';
import { fill, Files } from './files.js';
import { keyOf } from './rows.js';

/** @typedef {{ words: string, files: Files, name: string, sending: boolean }} Draft `name`: the same try again is not a second answer */

/** @type {import('./files.js').Rules} */
const NOT_YET = { allowed: false, reason: 'One moment, please.', kinds: [] };

export class Composer {
  #conversation = '';
  /** @type {Map<string, Draft>} */
  #drafts = new Map();
  #rules = NOT_YET;

  /** @param {HTMLElement} side @param {() => Promise<unknown>} sent @param {(problem: unknown) => void} tell */
  constructor(side, sent, tell) {
    this.form = find(side, '[data-reply]', HTMLFormElement);
    this.input = find(this.form, 'textarea', HTMLTextAreaElement);
    this.clip = find(this.form, '[data-action="attach"]', HTMLButtonElement);
    this.send = find(this.form, '[data-send]', HTMLButtonElement);
    this.sent = sent;
    const picker = find(this.form, '[data-pick]', HTMLInputElement);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#submit().catch(tell);
    });
    this.input.addEventListener('input', () => {
      this.#draft().words = this.input.value;
      this.#say('');
    });
    this.input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.input.addEventListener('paste', (event) => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (!files.length) return;
      event.preventDefault();
      this.#add(files);
    });
    picker.addEventListener('change', () => {
      this.#add([...(picker.files ?? [])]);
      picker.value = '';
    });
    actions(this.form, {
      attach: () => (this.#rules.allowed ? picker.click() : this.#say(this.#rules.reason ?? '')),
      remove: (hook) => this.#remove(hook),
      retry: (hook) => this.#draft().files.retry(keyOf(hook)),
    });
    dropping(find(side, '[data-drop]', HTMLElement), (files) => this.#add(files), () => !side.hidden);
  }

  /** @param {string} conversation */
  async open(conversation) {
    if (conversation === this.#conversation) return;
    this.#conversation = conversation;
    this.#rules = NOT_YET;
    this.input.value = this.#draft().words;
    this.#say('');
    this.#show();
    const rules = await call('GET', `/api/v1/conversations/${conversation}/file-rules`);
    if (conversation !== this.#conversation) return;
    this.#rules = rules;
    this.clip.setAttribute('aria-disabled', String(!rules.allowed));
    this.clip.title = rules.allowed ? 'Attach files' : (rules.reason ?? '');
  }

  /** @returns {Draft} */
  #draft() {
    const id = this.#conversation;
    const known = this.#drafts.get(id);
    if (known) return known;
    const draft = { words: '', files: new Files(id, () => id === this.#conversation && this.#show()), name: uuid(), sending: false };
    this.#drafts.set(id, draft);
    return draft;
  }

  /** @param {File[]} files */
  #add(files) {
    if (!this.#rules.allowed) this.#say(this.#rules.reason ?? '');
    else this.#draft().files.add(files, this.#rules);
    this.input.focus();
  }

  /** The focus goes on to the next file, or back to the words. @param {HTMLElement} hook */
  #remove(hook) {
    const item = /** @type {HTMLElement} */ (hook.closest('[data-key]'));
    const next = item.nextElementSibling ?? item.previousElementSibling;
    this.#draft().files.drop(keyOf(hook));
    (next?.querySelector('[data-action="remove"]') instanceof HTMLElement ? find(next, '[data-action="remove"]', HTMLElement) : this.input).focus();
  }

  /** @param {string} problem */
  #say(problem) {
    const place = find(this.form, '[data-problem]', HTMLElement);
    place.textContent = problem;
    place.hidden = !problem;
  }

  async #submit() {
    const conversation = this.#conversation;
    const draft = this.#draft();
    if (draft.sending || (!draft.words.trim() && !draft.files.parcels.length)) return;
    draft.sending = true;
    this.#show();
    try {
      await draft.files.settled();
      if (draft.files.parcels.some((one) => one.error)) {
        if (conversation === this.#conversation) this.#say('Remove the files that cannot be sent, then send again.');
        return;
      }
      const attachments = draft.files.parcels.map((one) => one.id);
      const content = draft.words.trim();
      if (!content && !attachments.length) return;
      await call('POST', `/api/v1/conversations/${conversation}/replies`, { body: { content, attachments, client_id: draft.name } });
      this.#drafts.delete(conversation);
      if (conversation === this.#conversation) this.input.value = '';
    } finally {
      draft.sending = false;
      this.#show();
    }
    await this.sent();
  }

  #show() {
    const draft = this.#draft();
    const list = find(this.form, '[data-files]', HTMLElement);
    const old = new Map([...list.children].map((item) => [item.getAttribute('data-key'), /** @type {HTMLElement} */ (item)]));
    const items = draft.files.parcels.map((one) => fill(old.get(one.key) ?? stamp('chip'), one));
    if (items.length !== list.children.length || items.some((item, at) => list.children[at] !== item)) list.replaceChildren(...items);
    list.hidden = !items.length;
    this.send.textContent = draft.sending && draft.files.busy ? 'Uploading…' : 'Send';
    this.send.disabled = draft.sending;
    this.input.readOnly = draft.sending;
  }
}
