// @ts-check
/** How the place looks where one writes: as an answer or as a note, at rest or on its way. */
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';

/** @param {HTMLFormElement} form @param {import('./composer.js').Draft} draft */
export function look(form, draft) {
  const hook = (/** @type {string} */ name) => find(form, `[data-action="${name}"]`, HTMLElement);
  const input = find(form, 'textarea', HTMLTextAreaElement);
  const send = find(form, '[data-send]', HTMLButtonElement);
  form.toggleAttribute('data-note', draft.note);
  hook('as-reply').setAttribute('aria-pressed', String(!draft.note));
  hook('as-note').setAttribute('aria-pressed', String(draft.note));
  hook('later').hidden = draft.note;
  input.placeholder = draft.note ? t('A note for your team; @ names a colleague') : t('Your answer, or / for a saved one');
  input.setAttribute('aria-label', draft.note ? t('Your note') : t('Your answer'));
  input.readOnly = draft.sending;
  send.textContent = draft.sending && draft.files.busy ? t('Uploading…') : draft.note ? t('Add') : t('Send');
  send.disabled = draft.sending;
}
