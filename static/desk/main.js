// @ts-check
/** The desk: lets one in, then shows the way to the rooms and the room that the address names. */
import { watchAccounts } from '../shared/alarms.js';
import { actions } from '../shared/dom.js';
import { help } from '../shared/help.js';
import { requireLogin, tell } from '../shared/login.js';
import { leave } from '../shared/session.js';
import { t } from '../shared/translate.js';
import { greet } from './language.js';
import { live } from './live.js';
import { watch } from './notices.js';
import { Palette } from './palette.js';
import { showRail } from './rail.js';
import { ahead, roomsOf } from './rooms.js';
import { go, route } from './router.js';
import { listen, shortcuts } from './shortcuts.js';
import { store } from './store.js';

/** When (ms) the other rooms are fetched: what one came for is shown by then. */
const WARM = 2000;

async function start() {
  await greet();
  ahead();
  const person = await requireLogin();
  const rooms = roomsOf(person);
  let here = '';
  let stale = false;

  function show() {
    const waiting = store.counts.waiting ?? 0;
    showRail({ rooms, here, person, counts: { conversations: waiting }, stale });
    const title = rooms.find((room) => room.name === here)?.title ?? '';
    document.title = `${waiting ? `(${waiting}) ` : ''}${t(title)} · Handcar`;
  }

  const keys = shortcuts(() => palette.open());
  const palette = new Palette(() => [
    ...rooms.map((room) => ({ id: room.name, icon: room.icon, words: t(room.title), hint: '', run: () => go(`/admin/${room.name}`) })),
    ...keys.slice(1).map((one) => ({ id: one.keys, icon: 'keyboard', words: one.words, hint: one.keys, run: one.run })),
  ]);
  listen(keys);
  actions(document, { palette: () => palette.open(), shortcuts: () => keys[1].run() });
  store.watch(show);
  store.open(tell);
  watch(person);
  let before = false;
  live({}, (state) => {
    if (state !== 'open') return;
    // a stream that comes again may come from a newer server
    if (before) isStale().then((now) => ((stale = now), show()), () => {});
    before = true;
  });
  const entered = (/** @type {import('./rooms.js').Room} */ room) => {
    here = room.name;
    show();
  };
  await route(person, entered, tell);
  watchAccounts().catch(tell);
  // before a deploy takes this build's files away
  setTimeout(() => rooms.forEach((room) => room.view().catch(() => {})), WARM);
}

/** Whether the server has another build than this page. */
async function isStale() {
  const page = await (await fetch('/admin', { cache: 'no-cache' })).text();
  return !page.includes(new URL('.', import.meta.url).pathname);
}

help();
actions(document, { leave: () => leave().catch(tell), reload: () => location.reload() });
start().catch(tell);
