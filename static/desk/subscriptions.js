// @ts-check
/** Programs that are told what happens: add, enable, rotate the key, look at what they were told. */
import { call } from '../shared/api.js';
import { actions } from '../shared/dom.js';
import { day, moment } from '../shared/format.js';
import { said, t } from '../shared/translate.js';
import { ask, part, sheet } from './dialogs.js';
import { Pages } from './pages.js';
import { button, keyOf } from './rows.js';

/**
 * @typedef {{ id: string, name: string, url: string, events: string[], enabled: boolean, failing_since: string | null, disabled_reason: string | null,
 *   former_key_until: string | null, secret?: string, fault?: string | null }} Subscription
 * @typedef {{ event_id: string, type: string, state: string, attempts: number, tries: { at: string, error: string | null, milliseconds: number }[],
 *   created_at: string, next_try_at: string | null }} Post
 */

const ROOT = '/api/v1/subscriptions';

/** What a program can be told of, by the names that its requests carry. @type {Record<string, string>} */
const EVENTS = {
  'message.created': t('Message written'),
  'message.updated': t('Message changed'),
  'conversation.created': t('Conversation begun'),
  'conversation.status_changed': t('Conversation in another state'),
  'handoff.requested': t('Person asked for'),
  'delivery.failed': t('Delivery failed'),
  'audit.head': t('State of the record'),
  'budget.spent': t('Budget used up'),
  'provider.key_refused': t('Key refused by a model provider'),
};

/** What became of an event. @type {Record<string, string>} */
const STATES = { waiting: t('waits to be sent'), accepted: t('accepted'), failed: t('not accepted') };

/** @param {Subscription} one @returns {import('./rows.js').Row} */
function row(one) {
  const ill = one.enabled && one.failing_since;
  return {
    id: one.id,
    title: one.name || new URL(one.url).host,
    state: one.enabled ? (ill ? t('Failing') : t('On')) : t('Off'),
    tone: one.enabled ? (ill ? 'busy' : 'good') : one.disabled_reason ? 'bad' : '',
    facts: [one.url, one.events.map((name) => EVENTS[name] ?? name).join(', ')],
    problem: one.disabled_reason ? said(one.disabled_reason) : (ill ? t('It has accepted nothing since {failing_since}. After five days it is switched off.', { failing_since: day(one.failing_since ?? '') }) : ''),
    deeds: [
      { act: 'log', label: t('Log') },
      { act: 'edit', label: t('Edit') },
      { act: 'turn', label: one.enabled ? t('Switch off') : t('Switch on') },
      { act: 'rotate', label: t('New key') },
      { act: 'remove', label: t('Remove'), danger: true },
    ],
  };
}

/** @type {import('./rooms.js').View} */
export async function subscriptions(room, tell) {
  /** @type {Pages<Subscription>} */
  const list = new Pages(room, ROOT, row, tell);

  /** @param {Subscription} [old] @returns {import('./dialogs.js').Field[]} */
  const fields = (old) => [
    { name: 'url', label: t('Address'), hint: t('It must answer a challenge before events are sent to it; the guide shows how.'), required: true, value: old?.url ?? '', placeholder: 'https://' },
    { name: 'name', label: t('Name'), value: old?.name ?? '' },
    ...(old ? [{ name: 'secret', label: t('Signing key'), secret: true, hint: t('Needed again only when the address leads to another server.') }] : []),
    { name: 'events', label: t('Events'), checks: Object.keys(EVENTS), named: EVENTS, checked: old?.events ?? ['message.created', 'handoff.requested', 'delivery.failed'] },
  ];

  /** @param {Subscription} made */
  function showKey(made) {
    const line = part('p', '', 'address');
    const copy = button({ act: 'copy', label: t('Copy') });
    line.append(part('code', made.secret ?? ''), copy);
    const words = [part('p', t('Every request is signed with this key. It is shown only now.'), 'help'), line];
    if (made.fault) words.push(part('p', t('It is not switched on yet: the address {fault}. Switch it on when it is ready.', { fault: said(made.fault) }), 'problem'));
    if (made.former_key_until) words.push(part('p', t('The former key signs as well until {former_key_until}.', { former_key_until: moment(made.former_key_until) }), 'help'));
    sheet(t('The signing key'), words);
  }

  /** @param {Subscription} one */
  async function log(one) {
    const posts = /** @type {Post[]} */ ((await call('GET', `${ROOT}/${one.id}/events?limit=50`)).data);
    const all = part('ul', '', 'effects');
    for (const post of posts) {
      const last = post.tries.at(-1);
      const item = part('li', `${day(post.created_at)} · ${EVENTS[post.type] ?? post.type} · ${STATES[post.state] ?? post.state}`);
      if (last?.error) item.append(part('p', said(last.error), 'problem'));
      if (post.next_try_at) item.append(part('p', t('Next try {next_try_at}', { next_try_at: moment(post.next_try_at) }), 'help'));
      if (post.state !== 'waiting') {
        const again = button({ act: 'none', label: t('Send again') });
        again.addEventListener('click', () => call('POST', `${ROOT}/${one.id}/events/${post.event_id}/resend`, { body: {} }).then(() => log(one), tell));
        item.append(again);
      }
      all.append(item);
    }
    if (!posts.length) all.append(part('li', t('No event was sent yet.')));
    sheet(t('Events sent to {title}', { title: row(one).title }), [all]);
  }

  actions(room, {
    add: () => {
      /** @type {Subscription | undefined} */
      let made;
      ask(t('Add a subscription'), '', t('Add'), fields(), async (given) => {
        made = await call('POST', ROOT, { body: given });
        await list.load();
        // behind the form, which closes first
        if (made) setTimeout(showKey, 0, made);
      });
    },
    edit: (hook) => {
      const old = list.one(keyOf(hook));
      ask(t('Edit the subscription'), '', t('Save'), fields(old), async (given) => list.put(await call('PATCH', `${ROOT}/${old.id}`, { body: given })));
    },
    turn: (hook) => {
      const old = list.one(keyOf(hook));
      call('PATCH', `${ROOT}/${old.id}`, { body: { enabled: !old.enabled } }).then((now) => list.put(now), tell);
    },
    rotate: (hook) => {
      const old = list.one(keyOf(hook));
      ask(t('A new key for {title}?', { title: row(old).title }), t('For a day every post is signed with both keys, so that you can change it without a gap.'), t('Make a new key'), [], async () => {
        const now = await call('POST', `${ROOT}/${old.id}/rotate`, { body: {} });
        list.put(now);
        setTimeout(showKey, 0, now);
      });
    },
    log: (hook) => log(list.one(keyOf(hook))).catch(tell),
    remove: (hook) => {
      const old = list.one(keyOf(hook));
      ask(t('Remove {title}?', { title: row(old).title }), t('No more events are sent to it; those that wait to be sent are deleted.'), t('Remove'), [], async () => {
        await call('DELETE', `${ROOT}/${old.id}`);
        await list.load();
      });
    },
  });
  await list.load();
}
