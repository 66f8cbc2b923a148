// @ts-check
/** Brings the visitor's words and files to the server, in order and each once: a repeated try carries the same `client_id`. What is
 * not there yet outlives a reload; files do not, as a page may not keep them. */
import { ApiError } from '../shared/api.js';
import { pause, uuid } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { isGone } from './conversation.js';
import { state } from './message.js';

/** Waits before the tries after the first, in milliseconds; then the visitor decides. */
const WAITS = [1000, 3000, 6000];

/** The longest wait (s) the server may ask for that we sit out by ourselves. */
const PATIENCE = 15;

/** @typedef {{ content: string, clientId: string, files: File[] }} Unsent */

export class Outbox {
  /** @type {Promise<void>} */
  #tail = Promise.resolve();
  /** @type {Map<HTMLElement, Unsent>} */
  #unsent = new Map();

  /**
   * @param {import('./conversation.js').Conversation} conversation
   * @param {import('./thread.js').Thread} thread
   * @param {{ opened: () => void, gone: () => void }} told
   */
  constructor(conversation, thread, told) {
    this.conversation = conversation;
    this.thread = thread;
    this.told = told;
  }

  /** @param {string} content @param {File[]} [files] */
  send(content, files = []) {
    this.#add({ content, clientId: uuid(), files });
  }

  /** What was written before a reload and did not arrive. */
  restore() {
    const here = this.conversation.visit?.id ?? '';
    const { visits } = this.conversation;
    const kept = visits.unsent.filter(({ visit }) => visit === here || !visit);
    visits.unsent = [];
    for (const { content, clientId } of kept) this.#add({ content, clientId, files: [] });
  }

  /** @param {HTMLElement} item one that failed */
  retry(item) {
    state(item, t('sending'));
    item.removeAttribute('data-failed');
    this.#queue(item);
  }

  /** @param {Unsent} letter */
  #add(letter) {
    const item = this.thread.pending(letter.content, letter.files);
    this.#unsent.set(item, letter);
    this.#keep();
    this.#queue(item);
  }

  /** @param {HTMLElement} item */
  #queue(item) {
    this.#tail = this.#tail.then(() => this.#bring(item)).catch((problem) => this.#fail(item, problem));
  }

  /** @param {HTMLElement} item */
  async #bring(item) {
    const letter = this.#unsent.get(item);
    // Taken away meanwhile, by "new conversation".
    if (!letter || !item.isConnected) return this.#done(item);
    for (let tries = 0; ; tries += 1) {
      try {
        const fresh = !this.conversation.visit;
        await this.conversation.open();
        if (fresh) this.told.opened();
        this.thread.show(await this.#sent(item, letter), { item });
        return this.#done(item);
      } catch (problem) {
        if (isGone(problem) && problem instanceof ApiError && problem.status !== 403 && tries === 0) {
          this.told.gone();
          this.thread.list.append(item);
          continue;
        }
        const wait = this.#waitAfter(problem, tries);
        if (wait === undefined) throw problem;
        await pause(wait);
      }
    }
  }

  /** @param {HTMLElement} item @param {Unsent} letter */
  #sent(item, { content, clientId, files }) {
    if (!files.length) return this.conversation.send(content, clientId);
    return this.conversation.sendFiles(content, clientId, files, (share) => state(item, t('uploading', { n: Math.round(share * 100) })));
  }

  /** @param {HTMLElement} item */
  #done(item) {
    this.#unsent.delete(item);
    this.#keep();
  }

  #keep() {
    const visit = this.conversation.visit?.id ?? '';
    this.conversation.visits.unsent = [...this.#unsent]
      .filter(([item, { files }]) => item.isConnected && !files.length)
      .map(([, { content, clientId }]) => ({ content, clientId, visit }));
  }

  /** @param {unknown} problem @param {number} tries @returns {number | undefined} undefined: not again by ourselves */
  #waitAfter(problem, tries) {
    if (!(problem instanceof ApiError) || !problem.passing || tries >= WAITS.length) return undefined;
    if (problem.retryAfter > PATIENCE) return undefined;
    return Math.max(WAITS[tries], problem.retryAfter * 1000);
  }

  /** @param {HTMLElement} item @param {unknown} problem */
  #fail(item, problem) {
    item.dataset.failed = '';
    state(item, this.#sentence(problem), true);
  }

  /** @param {unknown} problem */
  #sentence(problem) {
    if (!(problem instanceof ApiError)) throw problem;
    if (problem.status === 429) return t('slow', { n: problem.retryAfter || 60 });
    if (problem.code === 'attachments_not_allowed') return t('noFiles');
    if (problem.passing) return navigator.onLine ? t('failed') : `${t('failed')} ${t('offline')}`;
    return `${t('failed')} ${problem.sentence}`;
  }
}
