// @ts-check
/** The inbox: conversations of all channels in views, with one of them open. The address names it, so a link leads to it. */
import { call } from '../shared/api.js';
import { actions, find } from '../shared/dom.js';
import { toast } from '../shared/toast.js';
import { t } from '../shared/translate.js';
import { render } from '../lit-html/lit-html.js';
import { repeat } from '../lit-html/directives/repeat.js';
import { Bulk } from './bulk.js';
import { offerKinds } from './channel-names.js';
import { loadColleagues } from './colleagues.js';
import { ContactPane } from './contact-pane.js';
import { conversationRow } from './conversation-row.js';
import { Head } from './head.js';
import { follow } from './inbox-events.js';
import { Pages } from './pages.js';
import { Colleagues } from './presence.js';
import { keyOf } from './rows.js';
import { SavedViews } from './saved-views.js';
import { Selection } from './selection.js';
import { putOff } from './snooze.js';
import { setAssignee, setPriority, setTags } from './tags.js';
import { Thread } from './thread.js';
import { Views } from './views.js';

/**
 * @typedef {{ id: string, status: string, channel: string, contact: { id: string, name?: string | null } & import('./identity.js').Contact,
 *   subject: string | null, unread: boolean, unread_count: number, preview: string, summary: string | null, assignee: string | null, handoff_reason: string | null,
 *   tags: string[], priority: string, waiting_since: string | null, snoozed_until: string | null, last_message_at: string }} Conversation
 */

const ROOT = '/api/v1/conversations';

/** At least as many rows as a window shows. */
const SCREENFUL = 12;

/** How often ages are told anew, in milliseconds. */
const AGING = 30_000;

/** @type {import('./rooms.js').View} */
export async function conversations(room, tell, person) {
  const side = find(room, '[data-thread]', HTMLElement);
  const open = () => /^#([0-9a-f-]{36})(?:\/\d+)?$/.exec(location.hash)?.[1] ?? '';
  const looksOnly = person.role === 'viewer';
  const me = person.id ?? 'admin_token';
  const views = new Views(find(room, '[data-views]', HTMLElement), () => list.load().catch(tell));
  offerKinds(room);
  const selection = new Selection(find(room, '[data-rows]', HTMLElement), () => list.all.map((one) => one.id), () => list.show());
  const paint = (/** @type {HTMLElement} */ place, /** @type {Conversation[]} */ all) => {
    selection.keep();
    const around = { open: open(), selected: selection.ids, failed: selection.failed, selects: !looksOnly, me };
    // what one sees at once is not kept waiting for what lies below
    const now = place.childElementCount ? all : all.slice(0, SCREENFUL);
    render(repeat(now, (one) => one.id, (one) => conversationRow(one, around)), place);
    bulk.draw();
    if (now.length < all.length) requestAnimationFrame(() => setTimeout(() => list.show()));
  };
  /** @type {Pages<Conversation>} */
  const list = new Pages(room, ROOT, (one) => ({ id: one.id, title: '', facts: [], deeds: [] }), tell, () => ({ view: views.now, sort: views.now === 'waiting' ? 'waiting' : 'latest' }), () => views.empty, paint);
  const bulk = new Bulk(find(room, '[data-bulk]', HTMLElement), selection, (id) => list.all.find((one) => one.id === id), () => Promise.all([fresh(), show()]), tell);
  const saved = new SavedViews(find(room, '[data-filters]', HTMLFormElement), views, () => list.load().catch(tell), tell, looksOnly);
  const thread = new Thread(side, tell, () => Promise.all([fresh(), show()]), looksOnly);
  const pane = new ContactPane(find(room, '[data-person]', HTMLElement), tell);
  const head = new Head(side, looksOnly, me);
  const colleagues = new Colleagues(find(side, '[data-presence]', HTMLElement));
  find(side, '[data-reply]', HTMLElement).hidden = looksOnly;
  /** @type {Conversation | undefined} */
  let now;

  async function show() {
    const id = open();
    list.show();
    side.hidden = !id;
    room.toggleAttribute('data-opened', Boolean(id));
    if (!id) return;
    const [one] = await Promise.all([call('GET', `${ROOT}/${id}`), thread.load(id)]);
    if (id === open()) shown(one);
  }

  /** @param {Conversation} one that is open */
  function shown(one) {
    now = one;
    head.draw(one);
    pane.open(one).catch(tell);
  }

  const fresh = () => Promise.all([list.refresh(), views.count()]);
  /** @param {Promise<unknown>} sent @param {() => Promise<unknown>} [undo] @param {string} [words] what is said then */
  const settled = (sent, undo, words) =>
    sent
      .then(() => words && toast(words, undo && { label: t('Undo'), run: () => settled(undo()) }))
      .then(() => Promise.all([fresh(), show()]))
      .catch(tell);
  const send = (/** @type {string} */ deed, /** @type {object} */ body = {}) => call('POST', `${ROOT}/${now?.id ?? open()}/${deed}`, { body });
  /** The same conversation, whichever is open then. @param {string} deed @param {object} body */
  const undo = (deed, body, id = open()) => () => call('POST', `${ROOT}/${id}/${deed}`, { body });

  actions(room, {
    more: () => list.more().catch(tell),
    earlier: () => thread.earlier().catch(tell),
    open: (hook) => {
      location.hash = keyOf(hook);
      if (!looksOnly) call('POST', `${ROOT}/${keyOf(hook)}/read`, { body: {} }).catch(tell);
      find(side, '[data-who]', HTMLElement).focus();
    },
    back: () => {
      location.hash = '';
      find(room, 'h1', HTMLElement).focus();
    },
    'saved-views': () => saved.choose(),
    filters: (hook) => hook.setAttribute('aria-expanded', String(room.toggleAttribute('data-filtering'))),
    person: () => room.toggleAttribute('data-alone'),
    takeover: () => settled(send('takeover')),
    release: () => settled(send('release')),
    pause: () => settled(send('pause'), undo('resume', {}), t('The agent is silent here until you resume it.')),
    resume: () => settled(send('resume')),
    assign: () => now && setAssignee(now, me, settled),
    tags: () => now && setTags(now, settled).catch(tell),
    priority: () => now && setPriority(now, settled),
    summary: () => settled(send('summary')),
    snooze: () => putOff((until) => settled(send('snooze', { until }))),
    wake: () => settled(send('snooze', { until: null })),
    close: () => settled(send('close'), undo('reopen', {}), t('Closed.')),
    reopen: () => settled(send('reopen')),
  });
  if (!looksOnly) selection.listen(open);
  // a hit of the search names its place in the thread
  const arrive = () => show().then(() => thread.jump(Number(/\/(\d+)$/.exec(location.hash)?.[1] ?? 0)));
  addEventListener('hashchange', () => (colleagues.clear(), arrive().catch(tell)));
  const names = loadColleagues().catch(tell);
  await follow(
    room,
    { open, list: () => list.refresh(), thread: (id) => thread.load(id), all: () => Promise.all([fresh(), show()]), shown, colleague: (news) => news.user.id !== me && colleagues.hear(news) },
    () => Promise.all([list.load(names), views.count(), names.then(arrive)]),
  );
  saved.load().catch(tell);
  setInterval(() => document.hidden || list.show(), AGING);
}
