// @ts-check
/** An event stream that stays: over lost networks, restarts of the server, and proxies that answer 502 meanwhile. */

/** Waits between attempts of our own, in milliseconds; the browser's own attempts come first. */
const WAITS = [500, 1000, 2000, 4000, 8000, 15000];

/** A page nobody has looked at for this long (ms) lets go, so that an idle server can sleep. */
const UNSEEN = 5 * 60_000;

/** How often (s) the server is to say something, and how long (ms) a silence means that the connection is open at our end only. */
const HEARTBEAT = 4;
const SILENCE = 7500;

/** As many connections as a browser keeps to one server, and how long (ms) one that is well may take to answer. */
const KEPT = 6;
const ANSWER = 1200;

/** A network that forgot one connection forgot the idle ones, too, and the browser would use them next: those that do not answer are closed. */
const closeForgotten = () =>
  Promise.allSettled(
    Array.from({ length: KEPT }, () => fetch('/health/liveness', { cache: 'no-store', signal: AbortSignal.timeout(ANSWER) })),
  );

/**
 * @param {() => string} address asked before each attempt, as it names the place to go on from
 * @param {Record<string, (data: any, seq: number) => void>} heard by event name; `seq` is the number of the last event that has one
 * @param {(state: 'open' | 'lost' | 'refused') => unknown} changed `refused`: the server was there and said no
 * @returns {() => void} closes it for good
 */
export function listen(address, heard, changed) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let watch;
  let tries = 0;

  function open() {
    clearTimeout(timer);
    source?.close();
    const place = address();
    const mine = new EventSource(`${place}${place.includes('?') ? '&' : '?'}heartbeat=${HEARTBEAT}`);
    source = mine;
    alive();
    mine.onopen = () => {
      tries = 0;
      alive();
      changed('open');
    };
    mine.onerror = (event) => {
      // The server's own event named "error" also arrives here; it has data and is heard below.
      if (event instanceof MessageEvent || mine !== source) return;
      changed('lost');
      // CONNECTING means the browser retries by itself, with Last-Event-ID.
      if (mine.readyState === EventSource.CLOSED) again();
    };
    mine.addEventListener('ping', alive);
    for (const [name, hear] of Object.entries(heard)) {
      mine.addEventListener(name, (event) => {
        // what an abandoned connection still had for us comes again by the new one
        if (!(event instanceof MessageEvent) || mine !== source) return;
        alive();
        hear(JSON.parse(event.data), Number(event.lastEventId) || 0);
      });
    }
  }

  /** Something was heard; a long silence from here on is a lost connection, whatever the browser believes. */
  function alive() {
    clearTimeout(watch);
    const mine = source;
    watch = setTimeout(async () => {
      changed('lost');
      mine?.close();
      await closeForgotten();
      if (mine === source) open();
    }, SILENCE);
  }

  function again() {
    changed('refused');
    clearTimeout(watch);
    clearTimeout(timer);
    timer = setTimeout(open, WAITS[Math.min(tries++, WAITS.length - 1)]);
  }

  function look() {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(rest, UNSEEN);
    else if (source?.readyState !== EventSource.OPEN) open();
  }

  function rest() {
    clearTimeout(watch);
    source?.close();
    source = undefined;
  }

  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', open);
  open();
  return () => {
    clearTimeout(timer);
    rest();
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', open);
  };
}
