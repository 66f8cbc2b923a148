// @ts-check
/** Saved replies: a slash at the beginning offers them, and they are added and removed here. */
import { call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { ask, part, sheet } from './dialogs.js';

/** @typedef {{ id: string, shortcut: string, content: string, private: boolean }} SavedReply */

const ROOT = '/api/v1/saved-replies';
const MOST = 8;

export class SavedReplies {
  /** @type {SavedReply[]} */
  #all = [];
  #chosen = 0;

  /** @param {HTMLElement} list @param {HTMLTextAreaElement} input @param {(words: string) => void} take @param {(problem: unknown) => void} tell */
  constructor(list, input, take, tell) {
    this.list = list;
    this.input = input;
    this.take = take;
    this.tell = tell;
    input.addEventListener('input', () => this.#look().catch(tell));
    input.addEventListener('blur', () => setTimeout(() => this.#close(), 150));
    // before the composer's own keys
    input.addEventListener('keydown', (event) => this.#key(event), { capture: true });
    list.addEventListener('mousedown', (event) => event.preventDefault());
    list.addEventListener('click', (event) => {
      const item = event.target instanceof Element ? event.target.closest('[role="option"]') : null;
      if (item && list.dataset.of === 'replies') this.#pick([...list.children].indexOf(item));
    });
  }

  /** What was typed after a slash that begins the text; nothing when there is none. */
  get #word() {
    return /^\/([\p{L}\p{N}_-]*)$/u.exec(this.input.value)?.[1];
  }

  async #look() {
    if (this.#word === undefined) return this.#close();
    if (this.list.hidden) this.#all = (await call('GET', ROOT)).data;
    if (this.#word === undefined) return;
    this.#chosen = 0;
    this.#draw();
  }

  get #offers() {
    const word = (this.#word ?? '').toLowerCase();
    return this.#all.filter((one) => one.shortcut.toLowerCase().startsWith(word) || (word.length > 2 && one.content.toLowerCase().includes(word))).slice(0, MOST);
  }

  #draw() {
    const items = this.#offers.map((one, at) => option(`/${one.shortcut}`, one.content, at === this.#chosen));
    items.push(option(t('Saved replies…'), t('add, change or remove'), items.length === this.#chosen));
    this.list.replaceChildren(...items);
    this.list.dataset.of = 'replies';
    this.list.hidden = false;
    items[this.#chosen]?.scrollIntoView({ block: 'nearest' });
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    if (this.list.hidden || this.list.dataset.of !== 'replies' || event.isComposing) return;
    const count = this.list.children.length;
    if (event.key === 'ArrowDown') this.#chosen = (this.#chosen + 1) % count;
    else if (event.key === 'ArrowUp') this.#chosen = (this.#chosen + count - 1) % count;
    else if (event.key === 'Escape') this.#close();
    else if ((event.key === 'Enter' && !event.shiftKey) || event.key === 'Tab') this.#pick(this.#chosen);
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (!this.list.hidden) this.#draw();
  }

  /** @param {number} at */
  #pick(at) {
    const one = this.#offers[at];
    this.#close();
    if (one) this.take(one.content);
    else this.#manage();
  }

  #close() {
    if (this.list.dataset.of === 'mentions') return;
    delete this.list.dataset.of;
    this.list.hidden = true;
    this.list.replaceChildren();
  }

  #manage() {
    const rows = this.#all.map((one) => {
      const item = part('li', `/${one.shortcut}${one.private ? ` · ${t('only mine')}` : ''} — ${one.content} `);
      const gone = part('button', t('Remove'), 'quiet danger');
      gone.setAttribute('type', 'button');
      gone.setAttribute('aria-label', t('Remove {name}', { name: `/${one.shortcut}` }));
      gone.addEventListener('click', () => call('DELETE', `${ROOT}/${one.id}`).then(() => item.remove()).catch(this.tell));
      item.append(gone);
      return item;
    });
    const list = part('ul', '', 'effects');
    list.append(...rows);
    const help = part('p', t('Type a slash at the beginning of an answer to use one. {{contact.name}}, {{staff.name}} and {{agent.company}} are filled in when it is sent.'), 'help');
    const add = part('button', t('Add a saved reply'), 'primary');
    add.setAttribute('type', 'button');
    const dialog = sheet(t('Saved replies'), [help, list], [add]);
    add.addEventListener('click', () => {
      dialog.close();
      this.#add();
    });
  }

  #add() {
    ask(
      t('Add a saved reply'),
      '',
      t('Save'),
      [
        { name: 'shortcut', label: t('Shortcut'), required: true, placeholder: t('hours') },
        { name: 'content', label: t('Text'), required: true, rows: 5 },
        { name: 'private', label: t('Who has it'), options: [['false', t('All of staff')], ['true', t('Only me')]] },
      ],
      (values) => call('POST', ROOT, { body: { ...values, private: values.private === 'true' } }),
    );
    find(document, '[data-form]', HTMLDialogElement).addEventListener('close', () => this.input.focus(), { once: true });
  }
}

/** @param {string} name @param {string} words @param {boolean} chosen */
function option(name, words, chosen) {
  const item = part('li', '');
  item.setAttribute('role', 'option');
  item.setAttribute('aria-selected', String(chosen));
  const title = part('strong', name);
  const text = part('span', words);
  text.dir = 'auto';
  item.append(title, ' ', text);
  return item;
}
