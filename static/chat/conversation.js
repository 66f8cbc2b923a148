// @ts-check
/** One visitor's conversation with the server: every request about it. */
import { ApiError, call } from '../shared/api.js';
import { withWork } from '../shared/work.js';
import { upload } from './upload.js';

/**
 * @typedef {import('./visits.js').Visit} Visit
 * @typedef {{ index: number, document_id: string, title: string, url?: string | null, quote: string, page?: number }} Citation
 * @typedef {{ id: string, seq: number, author: 'contact' | 'agent' | 'staff' | 'system', author_name?: string, content: string,
 *   citations?: Citation[], attachments?: import('./attachments.js').Attachment[], feedback?: { rating: 'up' | 'down' },
 *   created_at: string }} Message
 * @typedef {{ id: string, status: string, assignee?: string | null, last_seq: number, seen_seq: number, unread_count: number,
 *   answer_email?: string | null, preview: string, last_message_at: string, contact: { email?: string | null } }} Facts
 * @typedef {{ title: string, url?: string | null, before: string, quote: string, after: string, page?: number }} Passage
 */

const ROOT = '/api/v1/chat';

/** No answer within this (ms) means that the network forgot the connection. */
const PATIENCE = 15_000;

export class Conversation {
  /** @type {Promise<Visit> | undefined} */
  #opening;

  /** @param {string} agent a slug or id, empty for the default one @param {import('./visits.js').Visits} visits @param {import('./frame.js').Host} host */
  constructor(agent, visits, host) {
    this.wanted = agent ? { agent } : {};
    this.visits = visits;
    this.host = host;
  }

  get visit() {
    return this.visits.current;
  }

  /** @returns {Promise<any>} how the agent presents itself, in what the visitor reads: the page may not speak it */
  card() {
    const reads = new URLSearchParams(location.search).get('lang') || navigator.language || 'en';
    return call('GET', `${ROOT}/agent?${new URLSearchParams({ ...this.wanted, language: reads })}`);
  }

  /** Creates the conversation unless there is one; asked twice at once it creates one. */
  async open() {
    if (this.visit) return;
    this.#opening ??= this.#begin()
      .catch((problem) => {
        // a website's word that does not hold: the visitor is still answered, as a stranger
        if (!(problem instanceof ApiError) || !Object.keys(problem.fields).some((name) => name.startsWith('visitor'))) throw problem;
        this.host.refused(`identify() was refused. ${problem.sentence}`);
        this.host.visitor = {};
        return this.#begin();
      })
      .then(({ conversation, token }) => ({ id: conversation.id, token }))
      .finally(() => (this.#opening = undefined));
    this.visits.open(await this.#opening);
  }

  /** @param {Visit} [visit] another one than this @returns {Promise<Facts>} */
  facts(visit = this.#known()) {
    return call('GET', `${ROOT}/conversations/${visit.id}`, { token: visit.token, patience: PATIENCE });
  }

  /** Whether the server knows it no longer: a refused stream does not say why. */
  async isLost() {
    const visit = this.visit;
    try {
      await this.facts();
      return false;
    } catch (problem) {
      return isGone(problem) && visit !== undefined && visit.id === this.visit?.id;
    }
  }

  /** @param {string} content @param {string} clientId @returns {Promise<Message>} */
  async send(content, clientId) {
    return (await this.#ask('POST', '/messages', { content, client_id: clientId })).message;
  }

  /**
   * @param {string} content may be empty @param {string} clientId @param {File[]} files
   * @param {(share: number) => void} went how much of it, from 0 to 1
   * @returns {Promise<Message>}
   */
  sendFiles(content, clientId, files, went) {
    const { id, token } = this.#known();
    const form = new FormData();
    form.append('client_id', clientId);
    if (content) form.append('content', content);
    for (const file of files) form.append('file', file, file.name);
    return upload(`${ROOT}/conversations/${id}/attachments`, token, form, went);
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

  /** @param {string} language of the page, for somebody who has not written yet */
  handOff(language) {
    return this.#ask('POST', '/handoff', { language });
  }

  /** Where to answer when we are not here. @param {string} email */
  answerBy(email) {
    return this.#ask('POST', '/email', { email });
  }

  /** @param {number} seq the last event that was seen */
  read(seq) {
    return this.#ask('POST', '/read', { seq });
  }

  /** Where to listen from. @param {number} seq the last one shown */
  events(seq) {
    const { id, token } = this.#known();
    return `${ROOT}/conversations/${id}/events?token=${encodeURIComponent(token)}&after=${seq}`;
  }

  /** @param {string} method @param {string} path @param {unknown} [body] */
  #ask(method, path, body) {
    const { id, token } = this.#known();
    return call(method, `${ROOT}/conversations/${id}${path}`, { body, token, patience: PATIENCE });
  }

  #begin() {
    return withWork((work) => call('POST', `${ROOT}/conversations`, { body: { ...this.wanted, visitor: this.host.visitor, ...work } }));
  }

  #known() {
    if (!this.visit) throw new ApiError(404, { code: 'no_conversation' });
    return this.visit;
  }
}

/** Whether the server knows this conversation no longer, or not by this token. @param {unknown} problem */
export const isGone = (problem) => problem instanceof ApiError && [401, 403, 404].includes(problem.status);
