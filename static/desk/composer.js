// @ts-check
/** Where an answer or a note is written. Each conversation keeps its own words and files; the words are kept on the server, too. */
import { ApiError } from '../shared/api.js';
import { actions, find, uuid } from '../shared/dom.js';
import { toast } from '../shared/toast.js';
import { t } from '../shared/translate.js';
import { refused } from './answered-meanwhile.js';
import { Clip } from './clip.js';
import { look } from './composer-look.js';
import { isEmpty, keep, load, post, ready, suggestion } from './drafts.js';
import { say } from './fields.js';
import { Files } from './files.js';
import { mentions } from './mentions.js';
import { show } from './presence.js';
import { savedReplies } from './saved-replies.js';
import { SuggestionList } from './suggestion-list.js';
import { sendLater } from './snooze.js';

/** @typedef {{ words: string, files: Files, name: string, sending: boolean, note: boolean, seen?: number }} Draft `name`: the same try again is not a second answer; `seen`: the newest event when it was begun */

export class Composer {
  #conversation = '';
  /** @type {Map<string, Draft>} */
  #drafts = new Map();

  /** @param {HTMLElement} side @param {() => Promise<unknown>} sent @param {(problem: unknown) => void} tell @param {() => number} newest event of the thread */
  constructor(side, sent, tell, newest) {
    this.form = find(side, '[data-reply]', HTMLFormElement);
    this.input = find(this.form, 'textarea', HTMLTextAreaElement);
    this.sent = sent;
    this.newest = newest;
    this.form.onsubmit = (event) => (event.preventDefault(), void this.#submit().catch(tell));
    this.input.addEventListener('input', () => this.#typed());
    new SuggestionList(this.input, 'replies', savedReplies(this.input, (words) => this.#write(words), tell), tell);
    new SuggestionList(this.input, 'mentions', mentions(this.input, () => this.#draft().note, () => this.#typed()), tell);
    this.input.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
    this.clip = new Clip(side, this.form, () => this.#draft().files, (problem) => this.#say(problem));
    actions(this.form, {
      'as-reply': () => this.#turn(false),
      'as-note': () => this.#turn(true),
      later: () => this.#later(),
      suggest: () => this.#suggest().catch((problem) => this.#say(problem instanceof ApiError ? problem.sentence : String(problem))),
    });
  }

  /** @param {string} conversation */
  async open(conversation) {
    if (conversation === this.#conversation) return;
    const fresh = !this.#drafts.has(conversation);
    this.#conversation = conversation;
    this.input.value = this.#draft().words;
    this.#say('');
    this.#show();
    show(conversation, false, false);
    const open = () => conversation === this.#conversation;
    const [words] = await Promise.all([fresh ? load(conversation) : '', this.clip.open(conversation, open)]);
    // what was begun elsewhere, unless one has begun again here
    if (!words || !open() || this.input.value) return;
    this.input.value = this.#draft().words = words;
  }

  /** @returns {Draft} */
  #draft() {
    const id = this.#conversation;
    const known = this.#drafts.get(id);
    if (known) return known;
    const draft = { words: '', files: new Files(id, () => id === this.#conversation && this.#show()), name: uuid(), sending: false, note: false };
    this.#drafts.set(id, draft);
    return draft;
  }

  /** @param {string} words */
  #write(words) {
    this.input.value = words;
    this.#typed();
    this.input.focus();
  }

  #typed() {
    const draft = this.#draft();
    if (!draft.words) draft.seen = this.newest();
    draft.words = this.input.value;
    this.#say('');
    keep(this.#conversation, draft.words);
    show(this.#conversation, true, draft.note);
  }

  /** @param {boolean} note */
  #turn(note) {
    this.#draft().note = note;
    this.#show();
    this.input.focus();
  }

  /** Words that come back to where they were written, behind what is written now. @param {string} words */
  add(words) {
    this.#write([this.input.value.trim(), words].filter(Boolean).join('\n'));
  }

  #later() {
    if (isEmpty(this.#draft())) return this.#say(t('Write what is to be sent first.'));
    sendLater((at) => this.#submit(at));
  }

  async #suggest() {
    const conversation = this.#conversation;
    this.#say(t('The agent is writing…'));
    const words = await suggestion(conversation);
    if (conversation === this.#conversation) this.add(words);
  }

  /** @param {string} problem */
  #say(problem) {
    say(find(this.form, '[data-problem]', HTMLElement), problem);
  }

  /** @param {string} [sendAt] */
  async #submit(sendAt) {
    const conversation = this.#conversation;
    const draft = this.#draft();
    if (draft.sending || isEmpty(draft)) return;
    draft.sending = true;
    this.#show();
    try {
      const { content, attachments, problem } = await ready(draft);
      if (problem) return draft === this.#draft() && this.#say(problem);
      await post(conversation, draft, content, attachments, sendAt);
      if (sendAt) toast(t('It stands at the end of the thread until then.'));
      if (draft === this.#draft()) this.input.value = '';
      this.#drafts.delete(conversation);
    } catch (problem) {
      if (!(problem instanceof ApiError) || [0, 401].includes(problem.status) || problem.status >= 500) throw problem;
      draft.seen = undefined;
      if (draft === this.#draft()) this.#say(refused(problem, this.input.value, () => this.form.requestSubmit(), () => this.#turn(true)));
    } finally {
      draft.sending = false;
      this.#show();
    }
    await this.sent();
  }

  #show() {
    this.clip.show();
    look(this.form, this.#draft());
  }
}
