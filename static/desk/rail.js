// @ts-check
/** The way to every room: a rail at the side, a bar at the foot of a phone; and the menu of the one who sits there. */
import { html, nothing, render } from '../lit-html/lit-html.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { avatar } from './avatar.js';
import { settings } from './settings.js';
import { glyph, pill } from './ui/parts.js';

/**
 * @typedef {import('./rooms.js').Room} Room
 * @typedef {{ rooms: Room[], here: string, person: import('./rooms.js').Person, counts: Record<string, number>, stale: boolean }} Shown
 * `counts`: what waits, by room; `stale`: the server has a newer desk
 */

const LOGO = new URL('../shared/logo.svg', import.meta.url).pathname;

/** @param {Shown} shown */
const link = ({ here, counts }) => (/** @type {Room} */ room) => html`
  <a href="/admin/${room.name}" class=${room.bar ? 'in-bar' : nothing} aria-current=${room.name === here ? 'page' : nothing}>
    ${glyph(room.icon)}<span>${t(room.title)}</span>${pill(counts[room.name], t('waiting'))}
  </a>`;

/** @param {Shown} shown */
const menu = (shown) => html`
  <nav class="rest" aria-label=${t('More rooms')}>${shown.rooms.filter((room) => !room.bar).map(link(shown))}</nav>
  <div class="settings">${settings()}</div>
  <button type="button" class="quiet" data-action="palette">${glyph('search')}<span>${t('Go to …')}</span><kbd>Ctrl K</kbd></button>
  <button type="button" class="quiet" data-action="shortcuts">${glyph('keyboard')}<span>${t('Keyboard shortcuts')}</span><kbd>?</kbd></button>
  <button type="button" class="quiet in-menu" data-action="help">${glyph('help')}<span>${t('Help')}</span></button>
  <a class="button quiet" href="/" target="_blank" rel="noopener">${glyph('chat')}<span>${t('Open the chat')}</span></a>
  <button type="button" class="quiet" data-action="leave">${glyph('leave')}<span>${t('Log out')}</span></button>`;

/** @param {Shown} shown */
export function showRail(shown) {
  const place = find(document, '[data-signed]', HTMLElement);
  const { rooms, person, stale } = shown;
  const name = (person.id && (person.name || person.email)) || t('Admin token');
  render(
    html`
      <a class="brand" href="/admin/${rooms[0].name}"><img src=${LOGO} alt="" width="28" height="28"><strong>Handcar</strong></a>
      <nav class="rooms" aria-label=${t('Rooms')}>${rooms.map(link(shown))}</nav>
      <div class="foot">
        ${stale ? html`<button type="button" class="fresh" data-action="reload">${glyph('again')}<span>${t('New version: reload')}</span></button>` : nothing}
        <button type="button" class="quiet" data-action="help" aria-label=${t('Help')}>${glyph('help')}<span>${t('Help')}</span></button>
        <button type="button" class="quiet who" popovertarget="menu">
          ${avatar(name, name)}<span data-me dir="auto">${name}</span><span class="more-label">${t('More')}</span>
        </button>
      </div>
      <div id="menu" class="desk-menu" popover>${menu(shown)}</div>`,
    place,
  );
  place.hidden = false;
}
