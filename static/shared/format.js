// @ts-check
/** Numbers and times as the page's language writes them. */
import { language, t } from './translate.js';

/** @param {number} bytes */
export function size(bytes) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'];
  const step = Math.min(units.length - 1, bytes > 0 ? Math.floor(Math.log(bytes) / Math.log(1024)) : 0);
  const value = bytes / 1024 ** step;
  return new Intl.NumberFormat(language, {
    style: 'unit',
    unit: units[step],
    unitDisplay: step ? 'short' : 'long',
    maximumFractionDigits: value < 10 && step ? 1 : 0,
  }).format(value);
}

/** @param {string} time RFC 3339 */
export function day(time) {
  const date = new Date(time);
  const now = new Date();
  const today = date.toDateString() === now.toDateString();
  return today
    ? date.toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' })
    : date.toLocaleDateString(language, { day: 'numeric', month: 'short', ...(date.getFullYear() === now.getFullYear() ? {} : { year: 'numeric' }) });
}

/** The hour that begins at this time, with its day. @param {string} time RFC 3339 */
export function hour(time) {
  const from = new Date(time);
  const to = new Date(from.getTime() + 3_600_000);
  return new Intl.DateTimeFormat(language, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }).formatRange(from, to);
}

/** The time of day. @param {string | number} time */
export const clock = (time) => new Date(time).toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' });

/** The whole date with the time. @param {string | number} time */
export const moment = (time) => new Date(time).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' });

/** @param {number} amount in US dollars; small ones with their fractions of a cent */
export const dollars = (amount) =>
  new Intl.NumberFormat(language, { style: 'currency', currency: 'USD', maximumFractionDigits: amount > 0 && amount < 1 ? 4 : 2 }).format(amount);

/** @param {number} count @param {string} one the English words @param {string} many */
export const counted = (count, one, many) => `${count.toLocaleString(language)} ${t(count === 1 ? one : many)}`;
