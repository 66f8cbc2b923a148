// @ts-check
/** Brings the visitor's words to the server, in order and each once: a repeated try carries the same `client_id`. */
import { ApiError } from '../shared/api.js';
import { pause, uuid } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { isGone } from './conversation.js';
import { state } from './message.js';

/** Waits before the tries after the first, in milliseconds; then the visitor decides. */
const WAITS = [1000, 3000, 6000];

/** The longest wait (s) the server may ask for that we sit out by ourselves. */
const PATIENCE = 15;

export class Outbox {
  /** @type {Promise<void>} */
  #tail = Promise.resolve();
  /** @type {WeakMap<HTMLElement, { content: string, clientId: string }>} */
  #unsent = new WeakMap();

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

  /** @param {string} content */
  send(content) {
    const item = this.thread.pending(content);
    this.#unsent.set(item, { content, clientId: uuid() });
    this.#queue(item);
  }

  /** @param {HTMLElement} item one that failed */
  retry(item) {
    state(item, t('sending'));
    item.removeAttribute('data-failed');
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
    if (!letter || !item.isConnected) return;
    for (let tries = 0; ; tries += 1) {
      try {
        const fresh = !this.conversation.visit;
        await this.conversation.open();
        if (fresh) this.told.opened();
        const message = await this.conversation.send(letter.content, letter.clientId);
        this.thread.show(message, { item });
        this.#unsent.delete(item);
        return;
      } catch (problem) {
        if (isGone(problem) && tries === 0) {
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
    if (problem.passing) return navigator.onLine ? t('failed') : `${t('failed')} ${t('offline')}`;
    return `${t('failed')} ${problem.sentence}`;
  }
}
