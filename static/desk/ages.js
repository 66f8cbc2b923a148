// @ts-check
/** Times as one reads them at a glance: how long ago, with the full date behind it. */
import { html } from '../lit-html/lit-html.js';
import { language, t } from '../shared/translate.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** From when on waiting is long, and very long, in milliseconds. */
const WARM = 15 * MINUTE;
const HOT = HOUR;

/** `5m`, `3h`, `2d`, or the day. @param {string} time RFC 3339 @param {number} [now] */
export function ago(time, now = Date.now()) {
  const age = Math.max(0, now - Date.parse(time));
  if (age < MINUTE) return t('now');
  if (age < HOUR) return short(Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return short(Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return short(Math.floor(age / DAY), 'day');
  const date = new Date(time);
  return date.toLocaleDateString(language, { day: 'numeric', month: 'short', ...(date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }) });
}

/** @param {number} count @param {string} unit */
const short = (count, unit) => new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' }).format(count);

/** The whole date, to be read on hover. @param {string} time */
export const full = (time) => new Date(time).toLocaleString(language, { dateStyle: 'full', timeStyle: 'short' });

/** The time of day. @param {string} time */
export const clock = (time) => new Date(time).toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' });

/** How warm waiting has become: nothing, `warm`, `hot`. @param {string | null} since @param {number} [now] */
export function warmth(since, now = Date.now()) {
  const age = since ? now - Date.parse(since) : 0;
  return age >= HOT ? 'hot' : age >= WARM ? 'warm' : '';
}

/** @param {string} time @param {string} [warm] @param {string} [what] it is the time of */
export const age = (time, warm = '', what = '') => html`<time datetime=${time} title=${`${what} ${full(time)}`.trim()} data-warm=${warm}>${ago(time)}</time>`;

/** What a day is called between messages. @param {string} time @param {number} [now] */
export function dayName(time, now = Date.now()) {
  const date = new Date(time);
  const days = Math.round((new Date(new Date(now).toDateString()).getTime() - new Date(date.toDateString()).getTime()) / DAY);
  if (days === 0) return t('Today');
  if (days === 1) return t('Yesterday');
  return date.toLocaleDateString(language, { weekday: 'long', day: 'numeric', month: 'long', ...(date.getFullYear() === new Date(now).getFullYear() ? {} : { year: 'numeric' }) });
}
