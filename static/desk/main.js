// @ts-check
/** The staff's pages: lets one in, then shows the room that the address names. */
import { actions, find } from '../shared/dom.js';
import { watchAccounts } from '../shared/alarms.js';
import { help } from '../shared/help.js';
import { requireLogin, tell } from '../shared/login.js';
import { leave } from '../shared/session.js';
import { agents } from './agents.js';
import { channels } from './channels.js';
import { conversations } from './conversations.js';
import { deliveries } from './deliveries.js';
import { subscriptions } from './subscriptions.js';
import { webhooks } from './webhooks.js';

/** @typedef {(room: HTMLElement, tell: (problem: unknown) => void, person: import('../shared/session.js').Person) => Promise<unknown>} Room */
/** @type {Record<string, Room>} */
const ROOMS = { agents, channels, conversations, deliveries, subscriptions, webhooks };

async function start() {
  const person = await requireLogin();
  const name = location.pathname.split('/').at(-1) ?? '';
  const room = find(document, `[data-room="${CSS.escape(name)}"]`, HTMLElement);
  const here = document.querySelector(`.rooms a[href="/admin/${CSS.escape(name)}"]`) ?? room;
  here.setAttribute('aria-current', 'page');
  here.scrollIntoView({ block: 'nearest', inline: 'center' });
  document.title = `${find(room, 'h1', HTMLElement).textContent} · Handcar`;
  room.hidden = false;
  watchAccounts().catch(tell);
  await ROOMS[name](room, tell, person);
}

help();
actions(document, { leave: () => leave().catch(tell) });
start().catch(tell);
