// @ts-check
/** An event stream that stays: over lost networks, restarts of the server, and proxies that answer 502 meanwhile. */

/** Waits between attempts of our own, in milliseconds; the browser's own attempts come first. */
const WAITS = [500, 1000, 2000, 4000, 8000, 15000];

/** A page nobody has looked at for this long (ms) lets go, so that an idle server can sleep. */
const UNSEEN = 5 * 60_000;

/**
 * @param {() => string} address asked before each attempt, as it names the place to go on from
 * @param {Record<string, (data: any) => void>} heard by event name
 * @param {(state: 'open' | 'lost' | 'refused') => unknown} changed `refused`: the server was there and said no
 * @returns {() => void} closes it for good
 */
export function listen(address, heard, changed) {
  /** @type {EventSource | undefined} */
  let source;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let tries = 0;

  function open() {
    clearTimeout(timer);
    source?.close();
    source = new EventSource(address());
    source.onopen = () => {
      tries = 0;
      changed('open');
    };
    source.onerror = (event) => {
      // The server's own event named "error" also arrives here; it has data and is heard below.
      if (event instanceof MessageEvent) return;
      changed('lost');
      // CONNECTING means the browser retries by itself, with Last-Event-ID.
      if (source?.readyState === EventSource.CLOSED) again();
    };
    for (const [name, hear] of Object.entries(heard)) {
      source.addEventListener(name, (event) => {
        if (event instanceof MessageEvent) hear(JSON.parse(event.data));
      });
    }
  }

  function again() {
    changed('refused');
    clearTimeout(timer);
    timer = setTimeout(open, WAITS[Math.min(tries++, WAITS.length - 1)]);
  }

  function look() {
    clearTimeout(timer);
    if (document.hidden) timer = setTimeout(() => source?.close(), UNSEEN);
    else if (source?.readyState !== EventSource.OPEN) open();
  }

  document.addEventListener('visibilitychange', look);
  window.addEventListener('online', open);
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
    document.removeEventListener('visibilitychange', look);
    window.removeEventListener('online', open);
  };
}
