// @ts-check
/** Conversations of all channels, with one of them open. The address names it, so a link leads to it. */
import { call } from '../shared/api.js';
import { actions, find } from '../shared/dom.js';
import { day } from '../shared/format.js';
import { listen } from '../shared/stream.js';
import { kindIcon, kindName } from './channel-names.js';
import { Pages } from './pages.js';
import { button, keyOf } from './rows.js';
import { Thread } from './thread.js';

/**
 * @typedef {{ id: string, status: string, channel: string, contact: { name?: string | null, email?: string | null, phone?: string | null },
 *   subject: string | null, unread: boolean, handoff_reason: string | null, waiting_since: string | null, last_message_at: string }} Conversation
 */

const ROOT = '/api/v1/conversations';

/** @type {Record<string, [string, 'good' | 'bad' | 'busy' | '']>} */
const STATES = { needs_human: ['Needs a person', 'bad'], human_active: ['With a person', 'busy'], ai_active: ['With the agent', 'good'], closed: ['Closed', ''] };

/** @param {Conversation} one */
const who = (one) => one.contact?.name || one.contact?.email || one.contact?.phone || 'Visitor';

/** The agent answers within this time, in milliseconds; who waits longer waits for staff. */
const AGENT_TIME = 2 * 60_000;

/** Since when the customer waits for staff. @param {Conversation} one */
const waits = (one) => (one.waiting_since && (one.status !== 'ai_active' || Date.now() - Date.parse(one.waiting_since) > AGENT_TIME) ? `waits since ${day(one.waiting_since)}` : '');

/** @type {import('./main.js').Room} */
export async function conversations(room, tell) {
  const side = find(room, '[data-thread]', HTMLElement);
  const open = () => /^#([0-9a-f-]{36})$/.exec(location.hash)?.[1] ?? '';
  /** @type {Pages<Conversation>} */
  const list = new Pages(
    room,
    ROOT,
    (one) => ({
      id: one.id,
      icon: kindIcon(one.channel),
      title: who(one),
      state: [STATES[one.status]?.[0] ?? one.status, waits(one)].filter(Boolean).join(' · '),
      tone: waits(one) ? 'bad' : (STATES[one.status]?.[1] ?? ''),
      facts: [kindName(one.channel === 'web' ? 'Website' : one.channel), one.unread ? 'unread' : '', day(one.last_message_at)],
      text: one.subject ?? '',
      problem: one.status === 'needs_human' ? (one.handoff_reason ?? '') : '',
      open: one.id === open(),
      deeds: [{ act: 'open', label: 'Open' }],
    }),
    tell,
  );
  const thread = new Thread(side, tell, () => show());

  async function show() {
    list.show();
    side.hidden = !open();
    room.toggleAttribute('data-opened', Boolean(open()));
    if (!open()) return;
    const one = /** @type {Conversation} */ (await call('GET', `${ROOT}/${open()}`));
    find(side, '[data-who]', HTMLElement).textContent = `${who(one)} · ${STATES[one.status]?.[0] ?? one.status}`;
    find(side, '[data-deeds]', HTMLElement).replaceChildren(
      button({ act: 'back', label: 'All' }),
      ...(one.status === 'human_active' ? [button({ act: 'release', label: 'Hand back' })] : one.status === 'closed' ? [] : [button({ act: 'takeover', label: 'Take over' })]),
      one.status === 'closed' ? button({ act: 'reopen', label: 'Reopen' }) : button({ act: 'close', label: 'Close' }),
    );
    await thread.load(one.id);
  }

  /** @param {string} deed */
  const turn = (deed) => () => call('POST', `${ROOT}/${open()}/${deed}`, { body: {} }).then(() => Promise.all([list.load(), show()])).catch(tell);

  actions(room, {
    more: () => list.more().catch(tell),
    open: (hook) => {
      location.hash = keyOf(hook);
      call('POST', `${ROOT}/${keyOf(hook)}/read`, { body: {} }).catch(tell);
      find(side, '[data-who]', HTMLElement).focus();
    },
    back: () => {
      location.hash = '';
      find(room, 'h1', HTMLElement).focus();
    },
    takeover: turn('takeover'),
    release: turn('release'),
    close: turn('close'),
    reopen: turn('reopen'),
  });
  addEventListener('hashchange', () => show().catch(tell));
  await Promise.all([list.load(), show()]);
  const fresh = () => list.load().catch(() => {});
  listen(
    () => '/api/v1/events',
    {
      message: (news) => {
        if (news.conversation_id === open()) thread.load(open()).catch(() => {});
        fresh();
      },
      conversation: fresh,
      reload: () => Promise.all([fresh(), show().catch(() => {})]),
    },
    // what happened before the stream opened
    (state) => state === 'open' && Promise.all([fresh(), show().catch(() => {})]),
  );
}
