// @ts-check
/** This page inside a website: who the visitor is comes from there, what is new goes there. Each side names the other's origin
 * exactly with every message, and the conversation's token is in none of them. */
import { find } from '../shared/dom.js';
/** @typedef {{ external_id?: string, identity?: string, name?: string, email?: string }} Visitor
 * @typedef {import('./conversation.js').Message} Message */

/** As many characters of a message stand beside the site's button. */
const PREVIEW = 160;

/** What the server's own page knows of a website: nothing. */
const ALONE = {
  visitor: /** @type {Visitor} */ ({}),
  isSeen: () => !document.hidden,
  isOpen: () => true,
  look: (/** @type {object} */ _) => {},
  arrived: (/** @type {Message} */ _) => {},
  missed: (/** @type {number} */ _) => {},
  refused: (/** @type {string} */ _) => {},
};
/** @typedef {typeof ALONE} Host */

/** Under which name a visitor's conversations are kept: a proven one cannot be guessed by whoever uses the browser next.
 * @param {Visitor} visitor */
export const whose = ({ external_id, identity }) => (external_id ? `${external_id} ${identity ?? ''}`.trim() : '');

/** @param {URLSearchParams} query @returns {Promise<Host>} as soon as the website has said who the visitor is */
export function meet(query) {
  const origin = query.get('origin') ?? '';
  if (parent === window || location.pathname !== '/widget' || !URL.canParse(origin)) return Promise.resolve(ALONE);
  let open = false;
  /** Whose conversations are shown. */
  let person = '';
  let unread = 0;
  /** @type {Host} */
  const host = {
    visitor: {},
    isSeen: () => open && !document.hidden,
    isOpen: () => open,
    look: (look) => say('look', look),
    arrived: ({ id, author, created_at, content }) => {
      say('message', { id, author, created_at });
      if (host.isSeen()) return;
      unread += 1;
      say('unread', { count: unread, preview: content.replace(/\s*\[\d+]|[*_`#>|]/g, '').trim().slice(0, PREVIEW) });
    },
    missed: (count) => say('unread', { count: (unread = count) }),
    refused: (reason) => say('refused', { reason }),
  };

  /** @param {string} type @param {object} [more] */
  const say = (type, more = {}) => parent.postMessage({ ...more, handcar: 1, type }, origin);

  /** @param {boolean} now @param {boolean} [focus] */
  function turn(now, focus) {
    open = now;
    if (now && unread) host.missed(0);
    // what was read is told, as when the page comes to the front
    if (now) document.dispatchEvent(new Event('handcar:seen'));
    if (focus) words();
  }

  /** A touch screen's keyboard comes when it is asked for. */
  const words = () => find(document, matchMedia('(pointer: coarse)').matches ? '[data-scroller]' : '#words', HTMLElement).focus({ preventScroll: true });

  document.addEventListener('visibilitychange', () => host.isSeen() && unread && host.missed(0));
  document.documentElement.dataset.framed = '';
  const leave = find(document, '[data-action="leave"]', HTMLElement);
  leave.hidden = false;
  leave.addEventListener('click', () => say('close'));
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented && !document.querySelector('dialog[open]')) say('close');
  });

  return new Promise((done) => {
    addEventListener('message', (event) => {
      if (event.source !== parent || event.origin !== origin || event.data?.handcar !== 1) return;
      const { type, visitor, focus } = event.data;
      if (type === 'init') {
        host.visitor = visitor ?? {};
        person = whose(host.visitor);
        turn(event.data.open === true, focus === true);
        done(host);
      } else if (type === 'identify') {
        // somebody else's conversations are others: the page begins anew, and is told again who it is
        if (whose(visitor ?? {}) !== person) location.reload();
        else host.visitor = visitor ?? {};
      } else if (type === 'open' || type === 'close') turn(type === 'open', focus === true);
      else if (type === 'focus') words();
    });
    say('hello');
  });
}
