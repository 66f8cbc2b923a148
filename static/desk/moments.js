// @ts-check
/** Moments to come that one puts something off to: the usual ones, and any other. */

import { language, t } from '../shared/translate.js';

const MORNING = 9;

/** The beginning of a working day. @param {number} days from today */
function morning(days) {
  const at = new Date();
  at.setDate(at.getDate() + days);
  at.setHours(MORNING, 0, 0, 0);
  return at;
}

/** @returns {[string, Date][]} */
function usual() {
  const monday = (8 - new Date().getDay()) % 7 || 7;
  return [
    [t('In an hour'), new Date(Date.now() + 60 * 60_000)],
    [t('In four hours'), new Date(Date.now() + 4 * 60 * 60_000)],
    [t('Tomorrow morning'), morning(1)],
    [t('On Monday'), morning(monday)],
    [t('In a month'), morning(30)],
  ];
}

/** @param {Date} at */
const shown = (at) => at.toLocaleString(language, { weekday: 'short', hour: 'numeric', minute: '2-digit', day: 'numeric', month: 'short' });

/** As a field for a time of the reader's own zone takes it. @param {Date} at */
const local = (at) => new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

/** The fields that ask for a moment. @param {string} [present] the one that is chosen already @returns {import('./fields.js').Field[]} */
export const momentFields = (present) => [
  { name: 'until', label: t('When'), options: [...(present ? [/** @type {[string, string]} */ ([present, t('As it is ({time})', { time: shown(new Date(present)) })])] : []), ...usual().map(([words, at]) => /** @type {[string, string]} */ ([at.toISOString(), `${words} (${shown(at)})`]))] },
  { name: 'at', label: t('Or at another time'), kind: 'datetime-local', least: local(new Date()) },
];

/** What was chosen. @param {Record<string, string | string[]>} values @returns {string} RFC 3339 */
export const moment = (values) => (values.at ? new Date(String(values.at)).toISOString() : String(values.until));
