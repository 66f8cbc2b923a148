// @ts-check
/** One visitor's conversation with the server: its id and token, kept over reloads, and every request about it. */
import { ApiError, call } from '../shared/api.js';

/**
 * @typedef {{ index: number, document_id: string, title: string, url?: string | null, quote: string,
 *   page?: number }} Citation
 * @typedef {{ id: string, seq: number, author: 'contact' | 'agent' | 'staff' | 'system', content: string,
 *   citations?: Citation[], attachments?: import('./attachments.js').Attachment[], created_at: string }} Message
 * @typedef {{ id: string, token: string }} Visit
 * @typedef {{ title: string, url?: string | null, before: string, quote: string, after: string, page?: number }} Passage
 */

const ROOT = '/api/v1/chat';

export class Conversation {
  /** @type {Visit | undefined} */
  #visit;
  /** @type {Promise<Visit> | undefined} */
  #opening;
  #key;

  /** @param {string} agent a slug or id, empty for the default one */
  constructor(agent) {
    this.agent = agent;
    this.#key = `handcar.visit.${agent}`;
    this.#visit = this.#kept();
  }

  get visit() {
    return this.#visit;
  }

  /** Goes on with `visit`, or with a conversation yet to be created. @param {Visit | undefined} visit */
  become(visit) {
    this.#visit = visit;
    try {
      if (visit) localStorage.setItem(this.#key, JSON.stringify(visit));
      else localStorage.removeItem(this.#key);
    } catch {
      // Storage is forbidden here: the conversation lasts as long as the page.
    }
  }

  /** @returns {Promise<any>} how the agent presents itself */
  card() {
    return call('GET', `${ROOT}/agent${this.agent ? `?agent=${encodeURIComponent(this.agent)}` : ''}`);
  }

  /** Creates the conversation unless there is one; asked twice at once it creates one. */
  async open() {
    if (this.#visit) return;
    this.#opening ??= call('POST', `${ROOT}/conversations`, { body: this.agent ? { agent: this.agent } : {} })
      .then(({ conversation, token }) => ({ id: conversation.id, token }))
      .finally(() => (this.#opening = undefined));
    this.become(await this.#opening);
  }

  /** @returns {Promise<any>} */
  async status() {
    const answer = await this.#ask('GET', '');
    return answer.status;
  }

  /** Whether the server knows it no longer: a refused stream does not say why. */
  async isLost() {
    try {
      await this.status();
      return false;
    } catch (problem) {
      return isGone(problem);
    }
  }

  /** @param {string} content @param {string} clientId @returns {Promise<Message>} */
  async send(content, clientId) {
    return (await this.#ask('POST', '/messages', { content, client_id: clientId })).message;
  }

  /** Everything after `seq`, page by page. @param {number} seq @returns {Promise<Message[]>} */
  async history(seq) {
    /** @type {Message[]} */
    const all = [];
    for (let more = true; more; ) {
      const page = await this.#ask('GET', `/messages?after=${all.at(-1)?.seq ?? seq}`);
      all.push(...page.data);
      more = Boolean(page.next) && page.data.length > 0;
    }
    return all;
  }

  /** @param {string} message @param {number} index @returns {Promise<Passage>} */
  passage(message, index) {
    return this.#ask('GET', `/messages/${message}/citations/${index}`);
  }

  /** @param {string} message @param {'up' | 'down'} rating @param {string} [comment] */
  feedback(message, rating, comment) {
    return this.#ask('POST', '/feedback', { message_id: message, rating, comment });
  }

  /** The bytes of a file of this conversation. @param {string} path @returns {Promise<Blob>} */
  async file(path) {
    const answer = await fetch(path, { headers: { Authorization: `Bearer ${this.#known().token}` } });
    if (!answer.ok) throw new ApiError(answer.status, {});
    return answer.blob();
  }

  handOff() {
    return this.#ask('POST', '/handoff', {});
  }

  /** Where to listen from. @param {number} seq the last one shown */
  events(seq) {
    const { id, token } = this.#known();
    return `${ROOT}/conversations/${id}/events?token=${encodeURIComponent(token)}&after=${seq}`;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] */
  #ask(method, path, body) {
    const { id, token } = this.#known();
    return call(method, `${ROOT}/conversations/${id}${path}`, { body, token });
  }

  #known() {
    if (!this.#visit) throw new ApiError(404, { code: 'no_conversation' });
    return this.#visit;
  }

  #kept() {
    try {
      const visit = JSON.parse(localStorage.getItem(this.#key) ?? 'null');
      return visit?.id && visit?.token ? visit : undefined;
    } catch {
      return undefined;
    }
  }
}

/** Whether the server knows this conversation no longer, or not by this token. @param {unknown} problem */
export const isGone = (problem) => problem instanceof ApiError && [401, 403, 404].includes(problem.status);
