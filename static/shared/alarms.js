// @ts-check
/** Tells staff, on every page of theirs, which account cannot send or fetch, since when, and what to do, and what answers cost today. */
import { ApiError, call } from './api.js';
import { find } from './dom.js';
import { day, dollars } from './format.js';
import { said, t } from './translate.js';

/**
 * @typedef {{ id: string, kind: string, name: string, status: string, failing: string | null, failing_since: string | null,
 *   error: string | null, advice: string | null }} Account
 * @typedef {{ name: string, status: string, last_error_at: string | null,
 *   refused_keys: { number: number, ends_with: string | null }[] }} Provider
 * @typedef {{ limit_usd: number | null, spent_usd: number, spent_at: string | null, resets_at: string }} Budget
 * @typedef {{ title: string, reason: string, advice: string }} Alarm
 */

const INTERVAL = 30_000;

/** Where there is room for the reasons of several accounts beside the page. */
const ROOMY = '(min-width: 40rem)';

/** @type {Record<string, () => string>} */
const TROUBLES = { sending: () => t('sending has failed'), fetching: () => t('fetching has failed'), connection: () => t('the connection has been closed') };

/** Looks now and every half minute while the page is seen. A look that fails says nothing: the page itself tells. */
export function watchAccounts() {
  const place = find(document, '[data-alarms]', HTMLElement);
  const look = async () => {
    if (document.hidden) return;
    try {
      /** @type {{ data: Account[] }} */
      const { data } = await call('GET', '/api/v1/channels/health');
      /** @type {Budget} */
      const budget = await call('GET', '/api/v1/answer-budget');
      /** @type {{ data: Provider[] }} */
      const providers = await call('GET', '/api/v1/providers/health');
      cost(budget);
      show(place, [
        ...(budget.spent_at ? [spent(budget)] : []),
        ...providers.data.filter((one) => one.status === 'failing').map(refused),
        ...providers.data.filter((one) => one.status === 'degraded').map(partlyRefused),
        ...data.filter((one) => one.status === 'failing').map(failed),
      ]);
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

/** Without a budget the cost alone. @param {Budget} budget */
function cost({ limit_usd, spent_usd }) {
  const place = find(document, '[data-budget]', HTMLElement);
  place.textContent = limit_usd === null ? t('Answers today: {spent}', { spent: dollars(spent_usd) }) : t('Answers today: {spent} of {limit}', { spent: dollars(spent_usd), limit: dollars(limit_usd) });
  place.hidden = limit_usd === null && spent_usd === 0;
}

/** @param {Budget} budget @returns {Alarm} */
function spent({ limit_usd, spent_at, resets_at }) {
  return {
    title: t('The budget for answers of today ({limit}) is used up since {time}.', { limit: dollars(limit_usd ?? 0), time: day(spent_at ?? '') }),
    reason: t('The built-in model answers from your documents, and people what it does not know.'),
    advice: t('Models are asked again from {time} on, or once ANSWER_BUDGET_USD_PER_DAY is higher.', { time: day(resets_at) }),
  };
}

/** @param {Provider} one @returns {Alarm} */
function refused({ name, last_error_at }) {
  return {
    title: t('The model provider {name} refuses the key of this server ({time}).', { name, time: last_error_at ? day(last_error_at) : '' }),
    reason: t('Another provider or the built-in model answers meanwhile.'),
    advice: t('Look at the key and the bill with the provider, then set the key here again.'),
  };
}

/** @param {Provider} one @returns {Alarm} */
function partlyRefused({ name, refused_keys }) {
  const keys = refused_keys.map(({ number, ends_with }) => [t('no. {number}', { number }), ends_with ? `(…${ends_with})` : ''].join(' ').trim()).join(', ');
  return {
    title: t('The model provider {name} refuses keys of this server: {keys}.', { name, keys }),
    reason: t('Its other keys are used meanwhile.'),
    advice: t('Look at the key and the bill with the provider, then set the key here again.'),
  };
}

/** @param {Account} one @returns {Alarm} */
function failed(one) {
  const trouble = TROUBLES[one.failing ?? ''] ?? (() => t('it has failed'));
  return {
    title: one.failing_since ? t('{name}: {trouble} since {time}.', { name: one.name, trouble: trouble(), time: day(one.failing_since) }) : t('{name}: {trouble}.', { name: one.name, trouble: trouble() }),
    reason: one.error ? said(one.error.replace(/^[a-z_]+: /, '')).replace(/[.\s]*$/, '.') : '',
    advice: said(one.advice ?? ''),
  };
}

/** @param {HTMLElement} place @param {Alarm[]} failing */
function show(place, failing) {
  const told = JSON.stringify(failing);
  if (place.dataset.told === told) return; // so that nobody hears it read out again
  place.dataset.told = told;
  const open = failing.length === 1 || matchMedia(ROOMY).matches;
  place.replaceChildren(...failing.map((one) => alarm(one, open)));
  place.hidden = failing.length === 0;
}

/** @param {Alarm} one @param {boolean} open whether its reason and the advice are seen at once */
function alarm(one, open) {
  const row = document.createElement('details');
  row.open = open;
  const title = document.createElement('summary');
  title.textContent = one.title;
  const reason = document.createElement('span');
  reason.dir = 'auto';
  reason.textContent = one.reason;
  const rest = document.createElement('p');
  rest.append(reason, ' ', one.advice);
  row.append(title, rest);
  return row;
}
