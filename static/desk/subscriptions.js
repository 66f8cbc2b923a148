// @ts-check
/** Programs that are told what happens: add, enable, rotate the key, look at what they were told. */
import { call } from '../shared/api.js';
import { actions } from '../shared/dom.js';
import { day } from '../shared/format.js';
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
const EVENTS = ['message.created', 'message.updated', 'conversation.created', 'conversation.status_changed', 'handoff.requested', 'delivery.failed'];

/** @param {Subscription} one @returns {import('./rows.js').Row} */
function row(one) {
  const ill = one.enabled && one.failing_since;
  return {
    id: one.id,
    title: one.name || new URL(one.url).host,
    state: one.enabled ? (ill ? 'Failing' : 'On') : 'Off',
    tone: one.enabled ? (ill ? 'busy' : 'good') : one.disabled_reason ? 'bad' : '',
    facts: [one.url, one.events.join(', ')],
    problem: one.disabled_reason ?? (ill ? `It has accepted nothing since ${day(one.failing_since ?? '')}. After five days it is switched off.` : ''),
    deeds: [
      { act: 'log', label: 'Log' },
      { act: 'edit', label: 'Edit' },
      { act: 'turn', label: one.enabled ? 'Switch off' : 'Switch on' },
      { act: 'rotate', label: 'New key' },
      { act: 'remove', label: 'Remove', danger: true },
    ],
  };
}

/** @type {import('./main.js').Room} */
export async function subscriptions(room, tell) {
  /** @type {Pages<Subscription>} */
  const list = new Pages(room, ROOT, row, tell);

  /** @param {Subscription} [old] @returns {import('./dialogs.js').Field[]} */
  const fields = (old) => [
    { name: 'url', label: 'Address', hint: 'It must answer a challenge before events are sent to it; the guide shows how.', required: true, value: old?.url ?? '', placeholder: 'https://' },
    { name: 'name', label: 'Name', value: old?.name ?? '' },
    { name: 'events', label: 'Events', checks: EVENTS, checked: old?.events ?? ['message.created', 'handoff.requested', 'delivery.failed'] },
  ];

  /** @param {Subscription} made */
  function showKey(made) {
    const line = part('p', '', 'address');
    const copy = button({ act: 'copy', label: 'Copy' });
    line.append(part('code', made.secret ?? ''), copy);
    const words = [part('p', 'Every request is signed with this key. It is shown only now.', 'help'), line];
    if (made.fault) words.push(part('p', `It is not switched on yet: the address ${made.fault}. Switch it on when it is ready.`, 'problem'));
    if (made.former_key_until) words.push(part('p', `The former key signs as well until ${new Date(made.former_key_until).toLocaleString()}.`, 'help'));
    sheet('The signing key', words);
  }

  /** @param {Subscription} one */
  async function log(one) {
    const posts = /** @type {Post[]} */ ((await call('GET', `${ROOT}/${one.id}/events?limit=50`)).data);
    const all = part('ul', '', 'effects');
    for (const post of posts) {
      const last = post.tries.at(-1);
      const item = part('li', `${day(post.created_at)} · ${post.type} · ${post.state}`);
      if (last?.error) item.append(part('p', last.error, 'problem'));
      if (post.next_try_at) item.append(part('p', `Next try ${new Date(post.next_try_at).toLocaleString()}`, 'help'));
      if (post.state !== 'waiting') {
        const again = button({ act: 'none', label: 'Send again' });
        again.addEventListener('click', () => call('POST', `${ROOT}/${one.id}/events/${post.event_id}/resend`, { body: {} }).then(() => log(one), tell));
        item.append(again);
      }
      all.append(item);
    }
    if (!posts.length) all.append(part('li', 'No event was sent yet.'));
    sheet(`Events sent to ${row(one).title}`, [all]);
  }

  actions(room, {
    add: () => {
      /** @type {Subscription | undefined} */
      let made;
      ask('Add a subscription', '', 'Add', fields(), async (given) => {
        made = await call('POST', ROOT, { body: given });
        await list.load();
        // behind the form, which closes first
        if (made) setTimeout(showKey, 0, made);
      });
    },
    edit: (hook) => {
      const old = list.one(keyOf(hook));
      ask('Edit the subscription', '', 'Save', fields(old), async (given) => list.put(await call('PATCH', `${ROOT}/${old.id}`, { body: given })));
    },
    turn: (hook) => {
      const old = list.one(keyOf(hook));
      call('PATCH', `${ROOT}/${old.id}`, { body: { enabled: !old.enabled } }).then((now) => list.put(now), tell);
    },
    rotate: (hook) => {
      const old = list.one(keyOf(hook));
      ask(`A new key for ${row(old).title}?`, 'For a day every post is signed with both keys, so that you can change it without a gap.', 'Make a new key', [], async () => {
        const now = await call('POST', `${ROOT}/${old.id}/rotate`, { body: {} });
        list.put(now);
        setTimeout(showKey, 0, now);
      });
    },
    log: (hook) => log(list.one(keyOf(hook))).catch(tell),
    remove: (hook) => {
      const old = list.one(keyOf(hook));
      ask(`Remove ${row(old).title}?`, 'No more events are sent to it; those that wait to be sent are deleted.', 'Remove', [], async () => {
        await call('DELETE', `${ROOT}/${old.id}`);
        await list.load();
      });
    },
  });
  await list.load();
}
