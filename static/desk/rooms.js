// @ts-check
/** The rooms of the desk, one line each: navigation, roles, titles and the palette come from here. What the server has no part for has no room. */

/**
 * @typedef {import('../shared/session.js').Person} Person
 * @typedef {(place: HTMLElement, tell: (problem: unknown) => void, person: Person) => Promise<unknown>} View fills the room when it is entered first
 * @typedef {{ name: string, title: string, icon: string, least: string, bar?: boolean, view: () => Promise<View> }} Room
 * `least` is the role that sees it; `bar`: it has a place in a phone's bottom bar
 */

/** The roles, each with all that those before it may. */
const RANKS = ['viewer', 'agent', 'admin', 'owner'];

/** @type {Room[]} */
const ROOMS = [
  { name: 'conversations', title: 'Inbox', icon: 'inbox', least: 'viewer', bar: true, view: async () => (await import('./conversations.js')).conversations },
  { name: 'search', title: 'Search', icon: 'search', least: 'viewer', bar: true, view: async () => (await import('./search.js')).search },
  { name: 'knowledge', title: 'Knowledge', icon: 'page', least: 'viewer', bar: true, view: async () => (await import('../admin/knowledge.js')).knowledge },
  { name: 'agents', title: 'Agents', icon: 'agent', least: 'viewer', view: async () => (await import('./agents.js')).agents },
  { name: 'channels', title: 'Channels', icon: 'channels', least: 'admin', view: async () => (await import('./channels.js')).channels },
  { name: 'deliveries', title: 'Deliveries', icon: 'plane', least: 'viewer', view: async () => (await import('./deliveries.js')).deliveries },
  { name: 'webhooks', title: 'Webhook events', icon: 'events', least: 'viewer', view: async () => (await import('./webhooks.js')).webhooks },
  { name: 'subscriptions', title: 'Subscriptions', icon: 'bell', least: 'admin', view: async () => (await import('./subscriptions.js')).subscriptions },
  { name: 'staff', title: 'Staff', icon: 'people', least: 'owner', view: async () => (await import('./staff.js')).staff },
  { name: 'security', title: 'Security', icon: 'shield', least: 'admin', view: async () => (await import('./security.js')).security },
  { name: 'account', title: 'Account', icon: 'person', least: 'viewer', view: async () => (await import('./account.js')).account },
];

/** Whether somebody has a role or more than that. @param {Person} person @param {string} role */
export const may = (person, role) => RANKS.indexOf(person.role ?? '') >= RANKS.indexOf(role);

/** Those that somebody sees. @param {Person} person */
export const roomsOf = (person) => ROOMS.filter((room) => may(person, room.least));

/** Where the desk was last, in this browser. */
const KEPT = 'handcar.room';

/** Fetches the room that the address names while the server is still asked who is there. */
export function ahead() {
  const name = location.pathname.split('/')[2] || localStorage.getItem(KEPT);
  ROOMS.find((room) => room.name === name)?.view().catch(() => {});
}

/** The room that an address names; without a name the last one, at first the one where somebody's work is. @param {Person} person @param {string} name */
export function roomAt(person, name) {
  const rooms = roomsOf(person);
  const wanted = name || localStorage.getItem(KEPT) || (may(person, 'admin') ? 'knowledge' : 'conversations');
  const room = rooms.find((one) => one.name === wanted) ?? rooms[0];
  localStorage.setItem(KEPT, room.name);
  return room;
}
