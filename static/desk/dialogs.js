// @ts-check
/** The page's two dialogs: one that asks for fields, and one that shows something. */
import { ApiError } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { drawn, part, say, values } from './fields.js';

export { part };

/** @typedef {import('./fields.js').Field} Field */

/** What the server asks for when the log-in is an old one. @type {Field} */
export const PRESENT = { name: 'current_password', label: t('Present password'), secret: true, required: true, hint: t('Who sits at this page must be you.'), complete: 'current-password' };

/**
 * Asks, and keeps asking until `send` succeeded or the person gave up; also for the present password where the server wants it.
 * @param {string} title @param {string} words @param {string} go what the button says @param {Field[]} fields
 * @param {(values: Record<string, string | string[]>) => Promise<unknown>} send
 * @param {(name: string, value: string) => void} [changed]
 */
export function ask(title, words, go, fields, send, changed) {
  const dialog = find(document, '[data-form]', HTMLDialogElement);
  const form = find(dialog, 'form', HTMLFormElement);
  const button = find(dialog, '[data-go]', HTMLButtonElement);
  find(dialog, '[data-title]', HTMLElement).textContent = title;
  say(find(dialog, '[data-words]', HTMLElement), words);
  say(find(dialog, '[data-problem]', HTMLElement), '');
  button.textContent = go;
  button.toggleAttribute('data-danger', go === t('Remove'));
  button.disabled = false;
  const asked = [...fields];
  find(dialog, '[data-fields]', HTMLElement).replaceChildren(...fields.map(drawn));
  find(dialog, '[data-cancel]', HTMLButtonElement).onclick = () => dialog.close();
  form.onchange = (event) => {
    if (event.target instanceof HTMLSelectElement) changed?.(event.target.name, event.target.value);
  };
  form.onsubmit = async (event) => {
    event.preventDefault();
    button.disabled = true;
    for (const place of dialog.querySelectorAll('.field .problem')) if (place instanceof HTMLElement) say(place, '');
    for (const input of dialog.querySelectorAll('[aria-invalid]')) input.removeAttribute('aria-invalid');
    try {
      await send(values(form, asked));
      dialog.close();
    } catch (wrong) {
      if (!(wrong instanceof ApiError)) throw wrong;
      if (PRESENT.name in wrong.fields && !asked.some((field) => field.name === PRESENT.name)) {
        asked.push(PRESENT);
        find(dialog, '[data-fields]', HTMLElement).append(drawn(PRESENT));
      }
      tell(dialog, wrong);
    } finally {
      button.disabled = false;
    }
  };
  if (!dialog.open) dialog.showModal();
  const first = dialog.querySelector('.field :is(input, select, textarea)');
  if (first instanceof HTMLElement) first.focus();
}

/**
 * Does it, after the present password where the log-in is an old one.
 * @param {string} title @param {(problem: unknown) => void} tell @param {(proof?: object) => Promise<unknown>} act
 */
export const proven = (title, tell, act) =>
  act().catch((problem) => {
    if (!(problem instanceof ApiError) || !(PRESENT.name in problem.fields)) return tell(problem);
    ask(title, '', t('Next'), [PRESENT], async (given) => void (await act(given)));
  });

/** Shows something until it is closed. @param {string} title @param {Node[]} body @param {HTMLElement[]} buttons @returns {HTMLDialogElement} */
export function sheet(title, body, buttons = []) {
  const dialog = find(document, '[data-sheet]', HTMLDialogElement);
  find(dialog, '[data-title]', HTMLElement).textContent = title;
  find(dialog, '[data-body]', HTMLElement).replaceChildren(...body);
  const close = document.createElement('button');
  close.textContent = t('Close');
  close.className = buttons.length > 0 ? 'quiet' : '';
  find(dialog, '[data-buttons]', HTMLElement).replaceChildren(close, ...buttons); // what goes on stands last, as in the other dialog
  if (!dialog.open) dialog.showModal();
  return dialog;
}

/** Each refusal beside its field, the rest on top. @param {HTMLElement} dialog @param {ApiError} wrong */
function tell(dialog, wrong) {
  const rest = [];
  for (const [name, reason] of Object.entries(wrong.fields)) {
    const field = dialog.querySelector(`[data-name="${CSS.escape(name)}"]`);
    const place = field?.querySelector('.problem');
    if (place instanceof HTMLElement) {
      say(place, t('It {reason}.', { reason }).replace(/^It (Write|This|Give|Only|Nothing|The)/, '$1').replace(/\.\.$/, '.'));
      field?.querySelector('input, select, textarea')?.setAttribute('aria-invalid', 'true');
    } else rest.push(`${name} ${reason}.`);
  }
  const named = Object.keys(wrong.fields).length > rest.length;
  say(find(dialog, '[data-problem]', HTMLElement), named ? rest.join(' ') : wrong.sentence);
  const bad = dialog.querySelector('[aria-invalid="true"]');
  if (!(bad instanceof HTMLElement)) return;
  bad.focus();
  bad.closest('.field')?.scrollIntoView({ block: 'nearest' });
}
