// @ts-check
/** The form that lets one in: by a password, by a code from a mail, or by the admin token; with a second factor where there is one. */
import { ApiError, call } from './api.js';
import { find } from './dom.js';
import { enter } from './session.js';
import { t } from './translate.js';

/** @typedef {'password' | 'mailed' | 'token' | 'code'} Way */

/**
 * Shows the form until somebody is in.
 * @param {string} [reason] why it is shown, when that needs saying
 * @returns {Promise<void>}
 */
export function logIn(reason = '') {
  const page = find(document, '[data-login]', HTMLElement);
  const form = find(page, 'form', HTMLFormElement);
  const problem = find(page, '[data-problem]', HTMLElement);
  const submit = find(form, 'button.primary', HTMLButtonElement);
  const other = find(page, '[data-action="other"]', HTMLButtonElement);
  const way = (/** @type {Way} */ name) => find(page, `[data-way="${name}"]`, HTMLElement);
  const field = (/** @type {string} */ id) => find(form, `#${id}`, HTMLInputElement);
  const value = (/** @type {string} */ id) => field(id).value.trim();

  /** @param {string} sentence */
  function tell(sentence) {
    problem.hidden = !sentence;
    problem.textContent = sentence;
  }

  /** @param {Way[]} shown */
  function show(...shown) {
    for (const name of /** @type {Way[]} */ (['password', 'mailed', 'token', 'code'])) way(name).hidden = !shown.includes(name);
    for (const part of [field('password'), find(form, 'label[for="password"]', HTMLElement)]) part.hidden = shown.includes('mailed');
    other.textContent = way('token').hidden ? t('Use the admin token instead') : t('Use e-mail and password instead');
    tell('');
    const fields = [...form.querySelectorAll('div:not([hidden]) input:not([hidden])')];
    const first = fields.find((input) => input instanceof HTMLInputElement && !input.value);
    if (first instanceof HTMLElement) first.focus();
  }

  other.onclick = () => (way('token').hidden ? show('token') : show('password'));

  /** Asks for a mail about the address in the form. @param {'email-code' | 'password-reset'} kind @param {() => void} then */
  const byMail = (kind, then) => async () => {
    if (!value('email')) return (tell(t('Please write your e-mail address first.')), field('email').focus());
    try {
      await call('POST', `/api/v1/auth/${kind}`, { body: { email: value('email') } });
      then();
    } catch (wrong) {
      if (!(wrong instanceof ApiError)) throw wrong;
      tell(wrong.sentence);
    }
  };
  find(page, '[data-action="mail-code"]', HTMLButtonElement).onclick = byMail('email-code', () => show('password', 'mailed'));
  find(page, '[data-action="forgot"]', HTMLButtonElement).onclick = byMail('password-reset', () => tell(t('If there is an account with this address, a mail with a link is on its way.')));
  call('GET', '/api/v1/auth/methods').then(
    (ways) => (find(page, '[data-by-mail]', HTMLElement).hidden = !ways.email),
    () => {}, // then there is the password
  );

  function proof() {
    if (!way('token').hidden) return { admin_token: value('token') };
    const who = way('mailed').hidden ? { password: value('password') } : { email_code: value('mailed') };
    return { email: value('email'), ...who, ...(way('code').hidden ? {} : { code: value('code') }) };
  }

  page.hidden = false;
  show('password');
  tell(reason);
  return new Promise((inside) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const body = proof();
      if (Object.values(body).includes('')) return tell(t('Please fill in every field.'));
      submit.disabled = true;
      try {
        await enter('login', body);
        page.hidden = true;
        form.reset();
        inside();
      } catch (wrong) {
        if (!(wrong instanceof ApiError)) throw wrong;
        if (wrong.code === 'totp_required') return way('mailed').hidden ? show('password', 'code') : show('password', 'mailed', 'code');
        tell(wrong.code === 'wrong_credentials' ? t('That is not right. Please check what you typed.') : wrong.sentence);
        field(way('token').hidden ? (way('code').hidden ? (way('mailed').hidden ? 'password' : 'mailed') : 'code') : 'token').select();
      } finally {
        submit.disabled = false;
      }
    };
  });
}
