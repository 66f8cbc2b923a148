// @ts-check
/**
 * What happens, as the server tells it: one stream for all tabs of this browser, since a browser opens six connections to a server and no more.
 * The tab that holds the lock reads the stream and passes on what it hears; when it closes, the next one goes on. A browser
 * without Web Locks (a page without https) has a stream per tab.
 */
import { ApiError } from '../shared/api.js';
import { pause, uuid } from '../shared/dom.js';
import { read } from './event-reader.js';
import { Tabs } from './tabs.js';

/** @typedef {'open' | 'lost' | 'ended'} State `ended`: the session is over */
/** @typedef {{ heard: Record<string, (data: any) => void>, changed: (state: State) => unknown, place?: HTMLElement, missed: boolean }} Listener */

const STREAM = '/api/v1/events?heartbeat=5';
const NAME = 'handcar.events.2';
const WAITS = [500, 1000, 2000, 4000, 8000, 15_000]; // between attempts, in milliseconds

/** A page nobody has looked at for this long (ms) lets go, so that an idle server can sleep, unless it is to tell of what happens. */
const UNSEEN = 5 * 60_000;
let needed = () => false;

/** @type {Set<Listener>} */
const listeners = new Set();
const tabs = new Tabs(NAME, hear);
const me = uuid();
/** @type {State | undefined} */
let state;
/** @type {AbortController | undefined} */
let part;
let leads = false;
/** Ends a wait between two attempts. */
let hurry = () => {};
/** What is read now. @type {AbortController | undefined} */
let reading;

/**
 * Hears what happens, until the returned function is called. `open` is told whenever something may have been missed: at the beginning, and after each gap.
 * @param {Record<string, (data: any) => void>} heard by event name @param {(state: State) => unknown} [changed]
 * @param {HTMLElement} [place] a room, which is told nothing while it is hidden, and `open` afterwards
 */
export function live(heard, changed = () => {}, place) {
  const one = { heard, changed, place, missed: false };
  listeners.add(one);
  if (state) queueMicrotask(() => state && changed(state));
  join();
  return () => void listeners.delete(one);
}

/** A room that is shown again hears of what it missed. @param {HTMLElement} place */
export function wake(place) {
  for (const one of listeners) {
    if (one.place !== place || !one.missed) continue;
    one.missed = false;
    one.changed('open');
  }
}

/** The stream stays open behind other windows while this holds. @param {() => boolean} wanted */
export function needing(wanted) {
  needed = wanted;
}

/** Somebody has logged in, in this tab or another. */
export function resume() {
  tabs.tell({ resume: true });
  again();
}

/** Reads the stream from anew: what came while the session was over could not be looked at, and an attempt of then says nothing of now. */
function again() {
  reading?.abort();
  hurry();
}

/** @param {{ state?: State, name?: string, data?: any }} news here, and when this tab leads in the others, too */
function tell(news) {
  if (leads) tabs.tell(news);
  if (news.state) state = news.state;
  for (const one of listeners) {
    if (one.place?.hidden) one.missed = true;
    else if (news.state) one.changed(news.state);
    else one.heard[news.name ?? '']?.(news.data);
  }
}

/** @param {any} news of another tab */
function hear(news) {
  if (news.ask) return void (leads && state && tabs.tell({ state, to: news.ask }));
  if (news.resume) return again();
  if (!leads && (!news.to || news.to === me)) tell(news);
}

/** Takes part: leads when nobody else does. */
function join() {
  if (part || !listeners.size) return;
  const mine = (part = new AbortController());
  if (!navigator.locks) return void stay(mine.signal);
  tabs.tell({ ask: me });
  const lead = async () => {
    leads = true;
    await stay(mine.signal);
    leads = false;
  };
  // who steps back while waiting for the lock fails, as asked for
  navigator.locks.request(NAME, { signal: mine.signal }, lead).catch((problem) => {
    if (!mine.signal.aborted) throw problem;
  });
}

function stepBack() {
  part?.abort();
  part = state = undefined;
  hurry();
}

/** Reads the stream again and again. @param {AbortSignal} signal */
async function stay(signal) {
  for (let tries = 0; !signal.aborted; tries++) {
    const now = (reading = new AbortController());
    try {
      const opened = () => {
        tries = 0;
        tell({ state: 'open' });
      };
      await read(STREAM, opened, (name, data) => tell({ name, data }), AbortSignal.any([signal, now.signal]));
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
      if (problem.status === 401 && !now.signal.aborted) tell({ state: 'ended' });
    }
    if (signal.aborted) return;
    if (state === 'open') tell({ state: 'lost' });
    if (now.signal.aborted) continue;
    const waits = [new Promise((done) => (hurry = () => done(undefined)))];
    // an ended session does not come back by itself
    if (state !== 'ended') waits.push(pause(WAITS[Math.min(tries, WAITS.length - 1)]));
    await Promise.race(waits);
  }
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let unseen;
document.addEventListener('visibilitychange', () => {
  clearTimeout(unseen);
  if (document.hidden) unseen = setTimeout(() => needed() || stepBack(), UNSEEN);
  else join();
});
addEventListener('online', () => hurry());
addEventListener('pagehide', stepBack);
addEventListener('pageshow', join);
