// @ts-check
/** The outbox: what is on its way, and what a person must decide about. */
import { call } from '../shared/api.js';
import { actions } from '../shared/dom.js';
import { day } from '../shared/format.js';
import { listen } from '../shared/stream.js';
import { kindIcon, kindName, offerKinds, unnamed } from './channel-names.js';
import { ask } from './dialogs.js';
import { Pages } from './pages.js';
import { keyOf } from './rows.js';

/**
 * @typedef {{ id: string, message_id: string, conversation_id: string, channel: string, account: string, thread: string, part: number, parts: number,
 *   text: string, state: string, attempts: number, due_at: string | null, external_id: string | null, error: string | null, updated_at: string }} Delivery
 */

const ROOT = '/api/v1/deliveries';

/** @type {Record<string, [string, 'good' | 'bad' | 'busy' | '']>} */
export const STATES = {
  queued: ['Waiting', 'busy'],
  sending: ['Being sent', 'busy'],
  sent: ['Sent', 'good'],
  delivered: ['Delivered', 'good'],
  read: ['Read', 'good'],
  refused: ['Refused', 'bad'],
  unknown: ['Unknown', 'bad'],
  dead: ['Given up', 'bad'],
  withdrawn: ['Withdrawn', ''],
};

/** @param {Delivery} one @returns {import('./rows.js').Row} */
function row(one) {
  const [words, tone] = STATES[one.state] ?? [one.state, ''];
  const stuck = ['refused', 'dead', 'unknown'].includes(one.state);
  return {
    id: one.id,
    icon: unnamed(kindIcon(one.channel)),
    title: `${kindName(one.channel)} to ${one.thread || 'a new thread'}`,
    state: words,
    tone,
    facts: [
      one.parts > 1 ? `part ${one.part} of ${one.parts}` : '',
      one.attempts ? `${one.attempts} ${one.attempts === 1 ? 'try' : 'tries'}` : '',
      day(one.updated_at),
      one.due_at && one.attempts ? `next try ${new Date(one.due_at).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' })}` : '',
    ],
    text: one.text.length > 280 ? `${one.text.slice(0, 280)}…` : one.text,
    problem: one.state === 'unknown' ? `Nobody knows whether it arrived: ${one.error ?? ''}` : (one.error ?? ''),
    deeds: [
      ...(one.state === 'unknown' ? [{ act: 'settle', label: 'Settle' }] : []),
      ...(stuck ? [{ act: 'retry', label: 'Send again' }] : []),
      { act: 'open', label: 'Conversation' },
    ],
  };
}

/** Sends a part again; what may have arrived only when a person says so. @param {Delivery} one @param {(now: Delivery) => void} then @param {(problem: unknown) => void} tell */
export function sendAgain(one, then, tell) {
  const send = (/** @type {boolean} */ confirm) => call('POST', `${ROOT}/${one.id}/retry`, { body: { confirm } });
  if (one.state !== 'unknown') return send(false).then(then, tell);
  ask('It may have arrived', 'The connection broke while it was sent. If it did arrive, the customer gets it twice.', 'Send again', [], async () => then(await send(true)));
}

/** @type {import('./main.js').Room} */
export async function deliveries(room, tell) {
  offerKinds(room);
  /** @type {Pages<Delivery>} */
  const list = new Pages(room, ROOT, row, tell);
  actions(room, {
    more: () => list.more().catch(tell),
    open: (hook) => location.assign(`/admin/conversations#${list.one(keyOf(hook)).conversation_id}`),
    retry: (hook) => sendAgain(list.one(keyOf(hook)), (now) => list.put(now), tell),
    settle: (hook) => {
      const one = list.one(keyOf(hook));
      ask(
        'Did it arrive?',
        'Look into the provider’s own inbox: it shows whether the customer got this part.',
        'Settle',
        [{ name: 'state', label: 'What you found', options: [['sent', 'It arrived'], ['refused', 'It did not arrive']] }],
        async (given) => list.put(await call('POST', `${ROOT}/${one.id}/settle`, { body: given })),
      );
    },
  });
  await list.load();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const fresh = () => {
    clearTimeout(soon);
    soon = setTimeout(() => list.load().catch(() => {}), 400);
  };
  // What becomes of a part is written on its message; what happened before the stream opened is read again.
  listen(() => '/api/v1/events', { message: fresh, reload: fresh }, (state) => state === 'open' && fresh());
}
