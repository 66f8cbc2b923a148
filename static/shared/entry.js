// @ts-check
/** The links of mails: whoever is invited, or has forgotten the password, chooses a new one. */
import { ApiError, call } from './api.js';
import { find } from './dom.js';
import { enter } from './session.js';
import { t } from './translate.js';

/** What each link is for: its title, and what is done with the password. */
const links = () => ({
  invitation: { title: t('Welcome! Choose a password.'), send: (/** @type {string} */ code, /** @type {string} */ password) => enter('invitations/accept', { code, password }), after: '' },
  reset: {
    title: t('Choose a new password.'),
    send: (/** @type {string} */ code, /** @type {string} */ password) => call('POST', '/api/v1/auth/password-reset/confirm', { body: { code, new_password: password } }),
    after: t('The password is changed. Please log in with it.'),
  },
});

/** Asks for the password when the address is such a link. @returns {Promise<string>} what is to be said when logging in */
export async function chosen() {
  const given = new URLSearchParams(location.hash.slice(1));
  const kind = given.has('invitation') ? 'invitation' : given.has('reset') ? 'reset' : '';
  const code = given.get(kind) ?? '';
  if (!kind || !code) return '';
  // Out of the address bar and the history before anything else can happen.
  history.replaceState(null, '', location.pathname + location.search);
  const { title, send, after } = links()[kind];
  const page = find(document, '[data-entry]', HTMLElement);
  const form = find(page, 'form', HTMLFormElement);
  const problem = find(page, '[data-problem]', HTMLElement);
  const field = find(form, '#chosen', HTMLInputElement);
  find(page, '[data-title]', HTMLElement).textContent = title;
  page.hidden = false;
  field.focus();
  return new Promise((done) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const button = find(form, 'button', HTMLButtonElement);
      button.disabled = true;
      try {
        await send(code, field.value);
        page.hidden = true;
        form.reset();
        done(after);
      } catch (wrong) {
        if (!(wrong instanceof ApiError)) throw wrong;
        problem.hidden = false;
        const reason = Object.values(wrong.fields)[0];
        problem.textContent = reason ? t('The password {reason}.', { reason }) : wrong.sentence;
        field.select();
      } finally {
        button.disabled = false;
      }
    };
  });
}
