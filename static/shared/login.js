// @ts-check
/** The gate of the staff's pages: lets one in, and back in when the session has ended. */
import { ApiError } from './api.js';
import { find } from './dom.js';
import { logIn, whoIsIt } from './session.js';
import { toast } from './toast.js';

/** Waits until somebody is in, and shows what only they see. @returns {Promise<import('./session.js').Person>} */
export async function requireLogin() {
  let reason = '';
  /** @type {import('./session.js').Person | undefined} */
  let person;
  try {
    person = await whoIsIt();
  } catch (problem) {
    if (!(problem instanceof ApiError)) throw problem;
    reason = problem.sentence;
  }
  while (!person) {
    await logIn(reason);
    person = await whoIsIt();
    reason = 'This browser did not keep the session. Please allow cookies for this address.';
  }
  find(document, '[data-me]', HTMLElement).textContent = person.name || person.email || '';
  for (const place of document.querySelectorAll('[data-signed]')) if (place instanceof HTMLElement) place.hidden = false;
  return person;
}

/** Reports what went wrong; a session that ended leads back to the login. @param {unknown} problem */
export async function tell(problem) {
  if (!(problem instanceof ApiError)) throw problem;
  if (problem.status !== 401) return toast(problem.sentence);
  for (const page of document.querySelectorAll('main')) page.hidden = true;
  await logIn('Your session has ended. Please log in again.');
  location.reload();
}
