// @ts-check
/** Shows the room that the address names. A room stays as it was left, with all that was typed, chosen, scrolled and loaded. */
import { find, stamp } from '../shared/dom.js';
import { wake } from './live.js';
import { roomAt } from './rooms.js';

/** What was entered before, how far one had scrolled there, and what was open in it. @type {Map<string, { place: HTMLElement, at: number, hash: string }>} */
const entered = new Map();
let here = '';
let hash = '';

/** @type {{ person: import('./rooms.js').Person, changed: (room: import('./rooms.js').Room) => void, tell: (problem: unknown) => void }} */
let desk;

/** The browser itself tells of a new hash only where one types it or goes back within a room. @param {string} before */
function open(before) {
  hash = location.hash;
  if (hash !== before) dispatchEvent(new HashChangeEvent('hashchange'));
}

/** @param {boolean} focus whether somebody went there by a link */
async function enter(focus) {
  const room = roomAt(desk.person, location.pathname.split('/')[2] ?? '');
  const { name } = room;
  if (location.pathname !== `/admin/${name}`) history.replaceState(null, '', `/admin/${name}${location.hash}`);
  if (name === here) return open(hash);
  const before = entered.get(here);
  if (before) {
    Object.assign(before, { at: scrollY, hash });
    before.place.hidden = true;
  }
  here = name;
  desk.changed(room);
  const known = entered.get(name);
  const place = known?.place ?? stamp(`room-${name}`);
  place.hidden = false;
  if (!known) {
    entered.set(name, { place, at: 0, hash: '' });
    find(document, '[data-rooms]', HTMLElement).append(place);
  }
  scrollTo(0, known?.at ?? 0);
  if (focus) find(place, 'h1', HTMLElement).focus({ preventScroll: true });
  open(known ? known.hash : location.hash);
  if (known) wake(place);
  else await fill(place, room);
}

/** Assistive technology waits until a room has what belongs in it. @param {HTMLElement} place @param {import('./rooms.js').Room} room */
async function fill(place, room) {
  place.ariaBusy = 'true';
  try {
    await (await room.view())(place, desk.tell, desk.person);
  } finally {
    place.ariaBusy = null;
  }
}

/** Goes to a room, as it was left, or to something in it. @param {string} address below `/admin` */
export function go(address) {
  const to = new URL(address, location.href);
  const name = to.pathname.split('/')[2] ?? '';
  if (!to.hash && name !== here) to.hash = entered.get(name)?.hash ?? '';
  history.pushState(null, '', to);
  const menu = document.querySelector('#menu');
  if (menu instanceof HTMLElement) menu.hidePopover();
  enter(true).catch(desk.tell);
}

/** A link from room to room leaves the page where it is. @param {MouseEvent} event */
function follow(event) {
  const link = event.target instanceof Element ? event.target.closest('a[href^="/admin"]') : null;
  const elsewhere = event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey;
  if (!(link instanceof HTMLAnchorElement) || link.target || elsewhere) return;
  event.preventDefault();
  for (const dialog of document.querySelectorAll('dialog[open]')) if (dialog instanceof HTMLDialogElement) dialog.close();
  go(link.href);
}

/** @param {typeof desk.person} person @param {typeof desk.changed} changed a room is entered @param {typeof desk.tell} tell */
export function route(person, changed, tell) {
  desk = { person, changed, tell };
  addEventListener('popstate', () => enter(false).catch(tell));
  addEventListener('hashchange', () => (hash = location.hash));
  document.addEventListener('click', follow);
  return enter(false);
}
