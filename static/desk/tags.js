// @ts-check
/** Tags, who has it, how urgent it is: what staff set on a conversation, each by a menu. */
import { call } from '../shared/api.js';
import { t } from '../shared/translate.js';
import { answering, nameOf } from './colleagues.js';
import { offer } from './menu.js';

/** @typedef {import('./conversations.js').Conversation} Conversation */
/** @typedef {(sent: Promise<unknown>, undo: () => Promise<unknown>, words: string) => void} Done */

const ROOT = '/api/v1/conversations';

/** @param {string} priority */
export const priorityName = (priority) => ({ urgent: t('urgent'), high: t('high'), normal: t('normal'), low: t('low') })[priority] ?? priority;

/** The tags in use, the most used first. @returns {Promise<import('./menu.js').Choice[]>} */
export async function tagChoices() {
  const { data } = await call('GET', '/api/v1/tags');
  return data.map((/** @type {{ tag: string, conversations: number }} */ one) => ({ value: one.tag, label: one.tag, hint: String(one.conversations) }));
}

/** @param {string} id @param {string} deed @param {object} body */
const send = (id, deed, body) => call('POST', `${ROOT}/${id}/${deed}`, { body });

/** @param {Conversation} one @param {Done} done */
export async function setTags(one, done) {
  const known = await tagChoices();
  const missing = one.tags.filter((tag) => !known.some((each) => each.value === tag)).map((tag) => ({ value: tag, label: tag }));
  offer({
    title: t('Tags'),
    choices: [...missing, ...known],
    chosen: one.tags,
    several: true,
    adds: t('New tag'),
    pick: (tags) => done(send(one.id, 'tags', { tags }), () => send(one.id, 'tags', { tags: one.tags }), t('Tags changed.')),
  });
}

/** @param {Conversation} one @param {string} me @param {Done} done */
export function setAssignee(one, me, done) {
  const others = answering().filter((each) => each.id !== me);
  offer({
    title: t('Assign to'),
    choices: [{ value: 'me', label: t('Me') }, { value: '', label: t('Nobody') }, ...others.map((each) => ({ value: each.id, label: each.name, hint: t(each.role) }))],
    chosen: [one.assignee === me ? 'me' : (one.assignee ?? '')],
    pick: ([to]) => done(send(one.id, 'assign', { assignee: to || null }), () => send(one.id, 'assign', { assignee: one.assignee }), to === 'me' ? t('Assigned to you.') : to ? t('Assigned to {name}.', { name: nameOf(to) }) : t('Assigned to nobody.')),
  });
}

/** @param {Conversation} one @param {Done} done */
export function setPriority(one, done) {
  offer({
    title: t('Priority'),
    choices: ['urgent', 'high', 'normal', 'low'].map((value) => ({ value, label: priorityName(value) })),
    chosen: [one.priority],
    pick: ([priority]) => done(send(one.id, 'priority', { priority }), () => send(one.id, 'priority', { priority: one.priority }), t('Priority: {priority}.', { priority: priorityName(priority) })),
  });
}
