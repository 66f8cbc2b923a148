// @ts-check
/** Tells somebody who looks elsewhere that a customer waits for a person: by a notification and a sound, each by choice and in this browser alone. */
import { call } from '../shared/api.js';
import { t } from '../shared/translate.js';
import { live, needing } from './live.js';
import { go } from './router.js';

/** @typedef {{ desktop: boolean, sound: boolean }} Choice */

const KEPT = 'handcar.notices';
/** Held by each tab that somebody looks at, and by the one that tells. */
const SEEN = 'handcar.seen';
const TELLS = 'handcar.notices';

/** In milliseconds: what came before is no news. */
const FRESH = 60_000;

/** @returns {Choice} */
export const chosen = () => ({ desktop: false, sound: false, ...JSON.parse(localStorage.getItem(KEPT) ?? '{}') });

/** @param {Partial<Choice>} choice @returns {Promise<Choice>} what holds then; the browser may refuse notifications */
export async function choose(choice) {
  const now = { ...chosen(), ...choice };
  if (choice.desktop) now.desktop = 'Notification' in window && (await Notification.requestPermission()) === 'granted';
  localStorage.setItem(KEPT, JSON.stringify(now));
  if (choice.sound) ring();
  return now;
}

/** Two short tones. */
function ring() {
  const audio = new AudioContext();
  [880, 1175].forEach((tone, at) => {
    const source = audio.createOscillator();
    const loudness = audio.createGain();
    const from = audio.currentTime + at * 0.14;
    source.frequency.value = tone;
    loudness.gain.setValueAtTime(0.12, from);
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.3);
    source.connect(loudness).connect(audio.destination);
    source.start(from);
    source.stop(from + 0.3);
    if (at) source.onended = () => audio.close();
  });
}

/** Holds a lock while `wanted`; one that is granted too late is let go at once. @param {string} name @param {LockMode} mode */
function holder(name, mode) {
  let turn = 0;
  let held = false;
  let leave = () => {};
  return (/** @type {boolean} */ wanted) => {
    if (wanted === held) return;
    held = wanted;
    leave();
    const mine = ++turn;
    const hold = () => (mine === turn ? new Promise((done) => (leave = () => done(undefined))) : undefined);
    if (wanted) navigator.locks.request(name, { mode }, hold).catch(() => {});
  };
}

/** @param {import('./rooms.js').Person} person */
export function watch(person) {
  if (!navigator.locks) return;
  const see = holder(SEEN, 'shared');
  const look = () => see(document.hasFocus());
  addEventListener('focus', look);
  addEventListener('blur', look);
  look();
  let tells = false;
  navigator.locks.request(TELLS, () => ((tells = true), new Promise(() => {}))).catch(() => {});
  const me = person.id ?? 'admin_token';
  /** When each was told of. @type {Map<string, string>} */
  const told = new Map();
  /** @param {import('./conversations.js').Conversation} news */
  async function consider(news) {
    const waits = news.status === 'needs_human' || (news.status === 'human_active' && (!news.assignee || news.assignee === me));
    const since = news.waiting_since ?? '';
    const fresh = Date.now() - Date.parse(news.last_message_at) < FRESH;
    if (!waits || !since || !fresh || told.get(news.id) === news.last_message_at) return;
    told.set(news.id, news.last_message_at);
    const { held } = await navigator.locks.query();
    if (tells && !held?.some((lock) => lock.name === SEEN)) tell(news);
  }
  const wanted = () => chosen().desktop || chosen().sound;
  /** What came while nothing was heard. */
  async function catchUp() {
    const { data } = await call('GET', '/api/v1/conversations?view=waiting&limit=50');
    for (const one of data) await consider(one);
  }
  needing(wanted);
  live(
    {
      conversation: (news) => tells && wanted() && consider(news),
      message: (/** @type {{ author: string, conversation_id: string }} */ { author, conversation_id: id }) => {
        // a message alone does not say whether anybody waits for a person
        if (author === 'contact' && tells && wanted()) call('GET', `/api/v1/conversations/${id}`).then(consider, () => {});
      },
    },
    (state) => state === 'open' && tells && wanted() && catchUp().catch(() => {}),
  );
}

/** @param {import('./conversations.js').Conversation} news */
function tell({ id, contact, preview }) {
  const { desktop, sound } = chosen();
  if (sound) ring();
  if (!desktop || Notification.permission !== 'granted') return;
  const note = new Notification(contact?.name || contact?.email || t('A customer waits'), { body: preview, tag: id });
  note.onclick = () => {
    window.focus();
    go(`/admin/conversations#${id}`);
    note.close();
  };
}
