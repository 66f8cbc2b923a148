// @ts-check
/** What one has begun to write, kept on the server, so that it is there in another browser, after a crash and tomorrow; and how it is sent. */
import { call } from '../shared/api.js';
import { t } from '../shared/translate.js';
import { named } from './colleagues.js';

/** In milliseconds: after a pause in typing, not at each letter. */
const PAUSE = 700;

/** @param {string} conversation */
const root = (conversation) => `/api/v1/conversations/${conversation}`;

/** @type {Map<string, { words: string, timer: ReturnType<typeof setTimeout> }>} */
const waiting = new Map();

/** @param {string} conversation @returns {Promise<string>} */
export async function load(conversation) {
  return (await call('GET', `${root(conversation)}/draft`)).content;
}

/** @param {string} conversation @param {string} words */
export function keep(conversation, words) {
  forget(conversation);
  waiting.set(conversation, { words, timer: setTimeout(() => send(conversation), PAUSE) });
}

/** @param {string} conversation */
function forget(conversation) {
  clearTimeout(waiting.get(conversation)?.timer);
  waiting.delete(conversation);
}

/** @param {string} conversation */
function send(conversation) {
  const words = waiting.get(conversation)?.words ?? '';
  forget(conversation);
  // a server that is away does not stop anybody from writing: the words stand in the page
  fetch(`${root(conversation)}/draft`, { method: 'PUT', keepalive: true, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ content: words }) }).catch(() => {});
}

/** @typedef {import('./composer.js').Draft} Draft */

/** @param {Draft} draft */
export const isEmpty = (draft) => !draft.words.trim() && !draft.files.parcels.length;

/** What is to be sent, when its files are there, or why it cannot be. @param {Draft} draft */
export async function ready(draft) {
  await draft.files.settled();
  const { parcels } = draft.files;
  const problem = parcels.some((one) => one.error) ? t('Remove the files that cannot be sent, then send again.') : draft.note && parcels.length ? t('A note has words only. Remove the files, or send them as a reply.') : isEmpty(draft) ? t('Write what is to be sent first.') : '';
  return { content: draft.words.trim(), attachments: parcels.map((one) => one.id), problem };
}

/**
 * Sends it as an answer, now or later, or keeps it as a note among staff.
 * @param {string} conversation @param {Draft} draft @param {string} content @param {string[]} attachments @param {string} [sendAt]
 */
export async function post(conversation, draft, content, attachments, sendAt) {
  const seen = draft.seen === undefined ? {} : { expected_seq: draft.seen };
  const body = draft.note ? { content, client_id: draft.name, mentions: named(content).map((one) => one.id) } : { content, client_id: draft.name, attachments, ...seen, ...(sendAt ? { send_at: sendAt } : {}) };
  await call('POST', `${root(conversation)}/${draft.note ? 'notes' : 'replies'}`, { body });
  forget(conversation);
  // with a reply the server drops the draft itself
  if (draft.note) await call('DELETE', `${root(conversation)}/draft`);
}

/** What the agent would answer. @param {string} conversation @returns {Promise<string>} */
export async function suggestion(conversation) {
  return (await call('POST', `${root(conversation)}/suggest`, { body: {} })).suggestion;
}

addEventListener('pagehide', () => [...waiting.keys()].forEach(send));
