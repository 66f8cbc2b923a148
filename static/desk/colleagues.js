// @ts-check
/** Who works here, by name: whom one assigns to and names in a note, and who did what. */
import { call } from '../shared/api.js';
import { t } from '../shared/translate.js';

/** @typedef {{ id: string, name: string, role: string, active: boolean }} Colleague */

/** @type {Colleague[]} */
let all = [];

export async function loadColleagues() {
  all = (await call('GET', '/api/v1/colleagues')).data;
}

/** Those who may have a conversation. */
export const answering = () => all.filter((one) => one.active && one.role !== 'viewer');

/** What the author or assignee of that id is called: a colleague, a program's key, or somebody in the provider's own app. @param {string | null | undefined} id */
export function nameOf(id) {
  if (!id) return '';
  if (id === 'admin_token') return t('Admin token');
  return all.find((one) => one.id === id)?.name ?? (/^[0-9a-f-]{36}$/.test(id) ? t('A program') : id);
}

/** Whom a note names. @param {string} note */
export const named = (note) => answering().filter((one) => note.toLowerCase().includes(`@${one.name.toLowerCase()}`));
