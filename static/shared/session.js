// @ts-check
/** Who is logged in. The proof is a cookie this page cannot read; it only asks who it belongs to. */
import { ApiError, call } from './api.js';
import { find } from './dom.js';

/** @typedef {{ name?: string, email?: string, role?: string }} Person */

/** Set while this browser has a session, so that a first visitor need not be refused to learn that there is none. */
const KNOWN = 'handcar.session';

// A link with a code that is pasted into an open page logs in like one that opens it.
addEventListener('hashchange', () => {
  if (codeInAddress()) location.reload();
});

/** The code of a link that logs in once. @returns {string | null} */
function codeInAddress() {
  return new URLSearchParams(location.hash.slice(1)).get('code');
}

/** @returns {Promise<Person | undefined>} nobody, when there is no valid session */
export async function whoIsIt() {
  const code = codeInAddress();
  if (code) {
    // Out of the address bar and the history before anything else can happen.
    history.replaceState(null, '', location.pathname + location.search);
    try {
      await enter('code', { code });
    } catch (problem) {
      // A link that was used, in a browser that is in already, is no reason to ask again.
      if (!(problem instanceof ApiError) || problem.status !== 401 || !localStorage.getItem(KNOWN)) throw problem;
    }
  }
  if (!localStorage.getItem(KNOWN)) return undefined;
  try {
    const answer = await call('GET', '/api/v1/auth/me');
    return answer.user ?? answer;
  } catch (problem) {
    if (problem instanceof ApiError && problem.status === 401) {
      localStorage.removeItem(KNOWN);
      return undefined;
    }
    throw problem;
  }
}

/** Ends the session here and on the server. */
export async function leave() {
  await call('POST', '/api/v1/auth/logout', { body: {} });
  localStorage.removeItem(KNOWN);
  location.reload();
}

/** @param {'login' | 'code'} way @param {object} proof */
async function enter(way, proof) {
  await call('POST', `/api/v1/auth/${way}`, { body: proof });
  localStorage.setItem(KNOWN, 'yes');
}

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
  const ways = { password: find(page, '[data-way="password"]', HTMLElement), token: find(page, '[data-way="token"]', HTMLElement) };

  /** @param {string} sentence */
  function tell(sentence) {
    problem.hidden = !sentence;
    problem.textContent = sentence;
  }

  other.onclick = () => {
    ways.token.hidden = !ways.token.hidden;
    ways.password.hidden = !ways.token.hidden;
    other.textContent = ways.token.hidden ? 'Use the admin token instead' : 'Use e-mail and password instead';
    tell('');
    focusFirst();
  };
  const focusFirst = () => find(form, 'div:not([hidden]) input', HTMLInputElement).focus();

  page.hidden = false;
  tell(reason);
  focusFirst();
  return new Promise((inside) => {
    form.onsubmit = async (event) => {
      event.preventDefault();
      const value = (/** @type {string} */ id) => find(form, `#${id}`, HTMLInputElement).value.trim();
      const body = ways.token.hidden ? { email: value('email'), password: value('password') } : { admin_token: value('token') };
      if (Object.values(body).includes('')) return tell('Please fill in every field.');
      submit.disabled = true;
      try {
        await enter('login', body);
        page.hidden = true;
        form.reset();
        inside();
      } catch (wrong) {
        if (!(wrong instanceof ApiError)) throw wrong;
        tell(wrong.status === 401 ? 'That is not right. Please check what you typed.' : wrong.sentence);
        find(form, 'div:not([hidden]) input[type="password"]', HTMLInputElement).select();
      } finally {
        submit.disabled = false;
      }
    };
  });
}
