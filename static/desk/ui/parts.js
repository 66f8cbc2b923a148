// @ts-check
/** Small parts that every room draws alike, as templates. */
import { html, nothing } from '../../lit-html/lit-html.js';

const ICONS = new URL('../../shared/icons.svg', import.meta.url).pathname;

/** A picture from the sheet of icons, for the eye only. @param {string} name */
export const glyph = (name) => html`<svg class="glyph" aria-hidden="true"><use href="${ICONS}#${name}"></use></svg>`;

/** A number beside something, none for nothing. @param {number | undefined} count @param {string} words what is counted */
export const pill = (count, words) => (count ? html`<span class="pill">${count > 999 ? '999+' : count}<span class="unseen"> ${words}</span></span>` : nothing);
