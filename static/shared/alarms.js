// @ts-check
/** Tells staff, on every page of theirs, which account cannot send or fetch, since when, and what to do. */
import { ApiError, call } from './api.js';
import { find } from './dom.js';
import { day } from './format.js';

/**
 * @typedef {{ id: string, kind: string, name: string, status: string, failing: string | null, failing_since: string | null,
 *   error: string | null, advice: string | null }} Account
 */

const INTERVAL = 30_000;
/** @type {Record<string, string>} */
const TROUBLES = { sending: 'sending has failed', fetching: 'fetching has failed', connection: 'the connection has been closed' };

/** Looks now and every half minute while the page is seen. A look that fails says nothing: the page itself tells. */
export function watchAccounts() {
  const place = find(document, '[data-alarms]', HTMLElement);
  const look = async () => {
    if (document.hidden) return;
    try {
      /** @type {{ data: Account[] }} */
      const { data } = await call('GET', '/api/v1/channels/health');
      show(place, data.filter((one) => one.status === 'failing'));
    } catch (problem) {
      if (!(problem instanceof ApiError)) throw problem;
    }
  };
  // What fills the height of the window leaves room for it.
  new ResizeObserver(() => document.documentElement.style.setProperty('--alarms', `${place.offsetHeight}px`)).observe(place);
  setInterval(look, INTERVAL);
  document.addEventListener('visibilitychange', look);
  return look();
}

/** @param {HTMLElement} place @param {Account[]} failing */
function show(place, failing) {
  const told = JSON.stringify(failing);
  if (place.dataset.told === told) return; // so that nobody hears it read out again
  place.dataset.told = told;
  place.replaceChildren(...failing.map(alarm));
  place.hidden = failing.length === 0;
}

/** @param {Account} one */
function alarm(one) {
  const row = document.createElement('p');
  const title = document.createElement('strong');
  const since = one.failing_since ? ` since ${day(one.failing_since)}` : '';
  title.textContent = `${one.name}: ${TROUBLES[one.failing ?? ''] ?? 'it has failed'}${since}.`;
  const reason = document.createElement('span');
  reason.dir = 'auto';
  reason.textContent = one.error ? one.error.replace(/^[a-z_]+: /, '').replace(/[.\s]*$/, '.') : '';
  row.append(title, ' ', reason, ' ', one.advice ?? '');
  return row;
}
