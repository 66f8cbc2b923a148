// @ts-check
/** A person's initials on a ground of their own colour, with the channel they write by. */
import { html, nothing } from '../lit-html/lit-html.js';
import { kindIcon, unnamed } from './channel-names.js';

/** How many grounds there are; `inbox.css` has them. */
const GROUNDS = 6;

/** The first letters of the first and the last word, of any script. @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/).filter((word) => /\p{L}|\p{N}/u.test(word));
  const first = (/** @type {string} */ word) => [...word].find((letter) => /\p{L}|\p{N}/u.test(letter)) ?? '';
  return words.length ? (first(words[0]) + (words.length > 1 ? first(words[words.length - 1]) : '')).toUpperCase() : '?';
}

/** The same for the same person, everywhere. @param {string} key */
const ground = (key) => [...key].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973, 7) % GROUNDS;

/** @param {string} name @param {string} key @param {string} [channel] */
export function avatar(name, key, channel = '') {
  const icon = unnamed(kindIcon(channel));
  return html`<span class="avatar" data-ground=${ground(key)} aria-hidden="true">${initials(name)}${icon ? html`<img src=${icon.src} alt="">` : nothing}</span>`;
}
