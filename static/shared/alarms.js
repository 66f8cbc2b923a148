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

/** Where there is room for the reasons of several accounts beside the page. */
const ROOMY = '(min-width: 40rem)';

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
  const open = failing.length === 1 || matchMedia(ROOMY).matches;
  place.replaceChildren(...failing.map((one) => alarm(one, open)));
  place.hidden = failing.length === 0;
}

/** @param {Account} one @param {boolean} open whether its reason and the advice are seen at once */
function alarm(one, open) {
  const row = document.createElement('details');
  row.open = open;
  const title = document.createElement('summary');
  const since = one.failing_since ? ` since ${day(one.failing_since)}` : '';
  title.textContent = `${one.name}: ${TROUBLES[one.failing ?? ''] ?? 'it has failed'}${since}.`;
  const reason = document.createElement('span');
  reason.dir = 'auto';
  reason.textContent = one.error ? one.error.replace(/^[a-z_]+: /, '').replace(/[.\s]*$/, '.') : '';
  const rest = document.createElement('p');
  rest.append(reason, ' ', one.advice ?? '');
  row.append(title, rest);
  return row;
}
