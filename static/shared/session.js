// @ts-check
/** Who is logged in. The proof is a cookie this page cannot read; it only asks who it belongs to. */
import { ApiError, call } from './api.js';
import { find } from './dom.js';

/** @typedef {{ id?: string | null, name?: string, email?: string, role?: string, totp_required?: boolean }} Person */

/** Set while this browser has a session, so that a first visitor need not be refused to learn that there is none. */
const KNOWN = 'handcar.session';

// A link with a code that is pasted into an open page logs in like one that opens it.
addEventListener('hashchange', () => {
  if (/^#(code|invitation|reset)=/.test(location.hash)) location.reload();
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

/** @param {'login' | 'code' | 'invitations/accept'} way @param {object} proof */
export async function enter(way, proof) {
  await call('POST', `/api/v1/auth/${way}`, { body: proof });
  localStorage.setItem(KNOWN, 'yes');
}
