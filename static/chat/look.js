// @ts-check
/** The agent's own colour and picture. */
import { find } from '../shared/dom.js';

/** @typedef {{ avatar_url?: string, color?: string, position?: string }} Look */

/** Above this luminance black is easier to read than white, at least 4.5:1 either way (WCAG 2.2, relative luminance). */
const MIDDLE = 0.179;

/** @param {Look} look */
export function paint({ color = '', avatar_url: avatar = '' }) {
  const root = document.documentElement;
  const known = /^#[0-9a-f]{6}$/i.test(color);
  root.toggleAttribute('data-branded', known);
  if (known) {
    root.style.setProperty('--brand', color);
    root.style.setProperty('--on-brand', luminance(color) > MIDDLE ? '#000' : '#fff');
  }
  // only the widget's address lets the page show pictures of other places
  if (avatar && location.pathname === '/widget') find(document, 'header > img', HTMLImageElement).src = avatar;
}

/** @param {string} color */
function luminance(color) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(color.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
