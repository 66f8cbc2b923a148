// @ts-check
/** A colleague answered while one wrote: both are shown, and one decides what becomes of one's own words. They stay in any case. */
import { html, render } from '../lit-html/lit-html.js';
import { t } from '../shared/translate.js';
import { clock } from './ages.js';
import { nameOf } from './colleagues.js';
import { part, sheet } from './dialogs.js';

/**
 * What to say of a refusal; where a colleague was quicker it is shown.
 * @param {import('../shared/api.js').ApiError} problem @param {string} own @param {() => void} send @param {() => void} note turns it into one
 */
export function refused(problem, own, send, note) {
  if (problem.code !== 'answered_meanwhile') return problem.sentence;
  show(problem, own, send, note);
  return t('Somebody answered meanwhile: it stands above. Send again if yours is still needed.');
}

/** @param {import('../shared/api.js').ApiError} problem @param {string} own @param {() => void} send @param {() => void} note */
function show(problem, own, send, note) {
  const messages = /** @type {{ messages?: import('./thread.js').Message[] }} */ (problem.details).messages ?? [];
  const body = document.createElement('div');
  body.className = 'meanwhile';
  render(
    html`${messages.map((one) => html`<p class="help">${nameOf(one.author_id)} · ${clock(one.created_at)}</p><blockquote dir="auto">${one.content}</blockquote>`)}
      <p class="help">${t('Yours, which is kept:')}</p><blockquote dir="auto">${own}</blockquote>`,
    body,
  );
  const buttons = [choice(t('Make it a note'), note, ''), choice(t('Send mine, too'), send, 'primary')];
  const dialog = sheet(t('Somebody answered meanwhile'), [body], buttons);
  for (const one of buttons) one.addEventListener('click', () => dialog.close());
}

/** @param {string} words @param {() => void} run @param {string} look */
function choice(words, run, look) {
  const made = part('button', words, look);
  made.setAttribute('type', 'button');
  made.addEventListener('click', run);
  return made;
}
