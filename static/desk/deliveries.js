// @ts-check
/** The outbox: what is on its way, and what a person must decide about. */
import { call } from '../shared/api.js';
import { actions } from '../shared/dom.js';
import { clock, counted, day } from '../shared/format.js';
import { said, t } from '../shared/translate.js';
import { kindIcon, kindName, offerKinds, unnamed } from './channel-names.js';
import { ask } from './dialogs.js';
import { live } from './live.js';
import { Pages } from './pages.js';
import { may } from './rooms.js';
import { go } from './router.js';
import { keyOf } from './rows.js';

/**
 * @typedef {{ id: string, message_id: string, conversation_id: string, channel: string, account: string, thread: string, part: number, parts: number,
 *   text: string, state: string, attempts: number, due_at: string | null, external_id: string | null, error: string | null, updated_at: string }} Delivery
 */

const ROOT = '/api/v1/deliveries';

/** @type {Record<string, [string, 'good' | 'bad' | 'busy' | '']>} */
export const STATES = {
  queued: [t('Waiting'), 'busy'],
  sending: [t('Being sent'), 'busy'],
  sent: [t('Sent'), 'good'],
  delivered: [t('Delivered'), 'good'],
  read: [t('Read'), 'good'],
  refused: [t('Refused'), 'bad'],
  unknown: [t('Unknown'), 'bad'],
  dead: [t('Given up'), 'bad'],
  withdrawn: [t('Withdrawn'), ''],
};

/** @param {Delivery} one @param {boolean} mayAct @returns {import('./rows.js').Row} */
function row(one, mayAct) {
  const [words, tone] = STATES[one.state] ?? [one.state, ''];
  const stuck = ['refused', 'dead', 'unknown'].includes(one.state);
  return {
    id: one.id,
    icon: unnamed(kindIcon(one.channel)),
    title: t('{channel} to {thread}', { channel: kindName(one.channel), thread: one.thread || t('a new thread') }),
    state: words,
    tone,
    facts: [
      one.parts > 1 ? t('part {part} of {parts}', { part: one.part, parts: one.parts }) : '',
      one.attempts ? counted(one.attempts, 'try', 'tries') : '',
      day(one.updated_at),
      one.due_at && one.attempts ? t('next try {due_at}', { due_at: clock(one.due_at) }) : '',
    ],
    text: one.text.length > 280 ? `${one.text.slice(0, 280)}…` : one.text,
    problem: one.state === 'unknown' ? t('Nobody knows whether it arrived: {error}', { error: said(one.error ?? '') }) : said(one.error ?? ''),
    deeds: [
      ...(mayAct && one.state === 'unknown' ? [{ act: 'settle', label: t('Settle') }] : []),
      ...(mayAct && stuck ? [{ act: 'retry', label: t('Send again') }] : []),
      { act: 'open', label: t('Conversation') },
    ],
  };
}

/** Sends a part again; what may have arrived only when a person says so. @param {Delivery} one @param {(now: Delivery) => void} then @param {(problem: unknown) => void} tell */
export function sendAgain(one, then, tell) {
  const send = (/** @type {boolean} */ confirm) => call('POST', `${ROOT}/${one.id}/retry`, { body: { confirm } });
  if (one.state !== 'unknown') return send(false).then(then, tell);
  ask(t('It may have arrived'), t('The connection broke while it was sent. If it did arrive, the customer gets it twice.'), t('Send again'), [], async () => then(await send(true)));
}

/** Asks whether a part arrived of which nobody knows. @param {Delivery} one @param {(now: Delivery) => void} then */
export function settle(one, then) {
  ask(
    t('Did it arrive?'),
    t('Look into the provider’s own inbox: it shows whether the customer got this part.'),
    t('Settle'),
    [{ name: 'state', label: t('What you found'), options: [['sent', t('It arrived')], ['refused', t('It did not arrive')]] }],
    async (given) => then(await call('POST', `${ROOT}/${one.id}/settle`, { body: given })),
  );
}

/** @type {import('./rooms.js').View} */
export async function deliveries(room, tell, person) {
  const mayAct = may(person, 'agent');
  offerKinds(room);
  /** @type {Pages<Delivery>} */
  const list = new Pages(room, ROOT, (one) => row(one, mayAct), tell);
  actions(room, {
    more: () => list.more().catch(tell),
    open: (hook) => go(`/admin/conversations#${list.one(keyOf(hook)).conversation_id}`),
    retry: (hook) => sendAgain(list.one(keyOf(hook)), (now) => list.put(now), tell),
    settle: (hook) => settle(list.one(keyOf(hook)), (now) => list.put(now)),
  });
  await list.load();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let soon;
  const fresh = () => {
    clearTimeout(soon);
    soon = setTimeout(() => list.load().catch(() => {}), 400);
  };
  // What becomes of a part is written on its message; what happened before the stream opened is read again.
  live({ message: fresh, reload: fresh }, (state) => state === 'open' && fresh(), room);
}
