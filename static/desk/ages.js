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

/**
 * Writes times in the language of the desk, which stays as long as the page. Making a formatter takes as long as many uses of it.
 * @param {Intl.DateTimeFormatOptions} options @returns {(time: string | Date) => string}
 */
function dates(options) {
  /** @type {Intl.DateTimeFormat | undefined} */
  let made;
  return (time) => (made ??= new Intl.DateTimeFormat(language, options)).format(new Date(time));
}

/** `5m`, `3h`, `2d`, or the day. @param {string} time RFC 3339 @param {number} [now] */
export function ago(time, now = Date.now()) {
  const age = Math.max(0, now - Date.parse(time));
  if (age < MINUTE) return t('now');
  if (age < HOUR) return short(Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return short(Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return short(Math.floor(age / DAY), 'day');
  return isThisYear(time, now) ? day(time) : dayOfYear(time);
}

const day = dates({ day: 'numeric', month: 'short' });
const dayOfYear = dates({ day: 'numeric', month: 'short', year: 'numeric' });
const weekday = dates({ weekday: 'long', day: 'numeric', month: 'long' });
const weekdayOfYear = dates({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });

/** @param {string} time @param {number} now */
const isThisYear = (time, now) => new Date(time).getFullYear() === new Date(now).getFullYear();

/** @type {Map<string, Intl.NumberFormat>} */
const units = new Map();

/** @param {number} count @param {string} unit */
function short(count, unit) {
  const made = units.get(unit) ?? new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'narrow' });
  units.set(unit, made);
  return made.format(count);
}

/** The whole date, to be read on hover. */
export const full = dates({ dateStyle: 'full', timeStyle: 'short' });

/** The time of day. */
export const clock = dates({ hour: 'numeric', minute: '2-digit' });

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
  return isThisYear(time, now) ? weekday(time) : weekdayOfYear(time);
}
