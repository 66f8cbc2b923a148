// @ts-check
/** The staff's pages about channels: lets one in, then shows the room that the address names. */
import { actions, find } from '../shared/dom.js';
import { help } from '../shared/help.js';
import { requireLogin, tell } from '../shared/login.js';
import { leave } from '../shared/session.js';
import { channels } from './channels.js';
import { conversations } from './conversations.js';
import { deliveries } from './deliveries.js';
import { subscriptions } from './subscriptions.js';
import { webhooks } from './webhooks.js';

/** @typedef {(room: HTMLElement, tell: (problem: unknown) => void) => Promise<unknown>} Room */
/** @type {Record<string, Room>} */
const ROOMS = { channels, conversations, deliveries, subscriptions, webhooks };

async function start() {
  await requireLogin();
  const name = location.pathname.split('/').at(-1) ?? '';
  const room = find(document, `[data-room="${CSS.escape(name)}"]`, HTMLElement);
  const here = document.querySelector(`.rooms a[href="/admin/${CSS.escape(name)}"]`) ?? room;
  here.setAttribute('aria-current', 'page');
  here.scrollIntoView({ block: 'nearest', inline: 'center' });
  document.title = `${find(room, 'h1', HTMLElement).textContent} · Handcar`;
  room.hidden = false;
  await ROOMS[name](room, tell);
}

help();
actions(document, { leave: () => leave().catch(tell) });
start().catch(tell);
