// @ts-check
/** The staff's pages about channels: lets one in, then shows the room that the address names. */
import { ApiError } from '../shared/api.js';
import { actions, find } from '../shared/dom.js';
import { leave, logIn, whoIsIt } from '../shared/session.js';
import { toast } from '../shared/toast.js';
import { channels } from './channels.js';
import { conversations } from './conversations.js';
import { deliveries } from './deliveries.js';
import { subscriptions } from './subscriptions.js';
import { webhooks } from './webhooks.js';

/** @typedef {(room: HTMLElement, tell: (problem: unknown) => void) => Promise<unknown>} Room */
/** @type {Record<string, Room>} */
const ROOMS = { channels, conversations, deliveries, subscriptions, webhooks };

/** Reports what went wrong; a session that ended leads back to the login. @param {unknown} problem */
async function tell(problem) {
  if (!(problem instanceof ApiError)) throw problem;
  if (problem.status !== 401) return toast(problem.sentence);
  for (const room of document.querySelectorAll('[data-room]')) if (room instanceof HTMLElement) room.hidden = true;
  await logIn('Your session has ended. Please log in again.');
  location.reload();
}

async function start() {
  let reason = '';
  /** @type {import('../shared/session.js').Person | undefined} */
  let person;
  try {
    person = await whoIsIt();
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    reason = problem.sentence;
  }
  while (!person) {
    await logIn(reason);
    person = await whoIsIt();
    reason = 'This browser did not keep the session. Please allow cookies for this address.';
  }
  find(document, '[data-me]', HTMLElement).textContent = person?.name || person?.email || '';
  for (const place of document.querySelectorAll('[data-signed]')) if (place instanceof HTMLElement) place.hidden = false;
  const name = location.pathname.split('/').at(-1) ?? '';
  const room = find(document, `[data-room="${CSS.escape(name)}"]`, HTMLElement);
  const here = document.querySelector(`.rooms a[href="/admin/${CSS.escape(name)}"]`) ?? room;
  here.setAttribute('aria-current', 'page');
  here.scrollIntoView({ block: 'nearest', inline: 'center' });
  document.title = `${find(room, 'h1', HTMLElement).textContent} · Handcar`;
  room.hidden = false;
  await ROOMS[name](room, tell);
}

actions(document, { leave: () => leave().catch(tell) });
start().catch(tell);
