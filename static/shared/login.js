// @ts-check
/** The gate of the staff's pages: lets one in, and back in when the session has ended, over the page as it is. */
import { live, resume } from '../desk/live.js';
import { ApiError } from './api.js';
import { find } from './dom.js';
import { chosen } from './entry.js';
import { logIn } from './login-form.js';
import { whoIsIt } from './session.js';
import { toast } from './toast.js';
import { t } from './translate.js';

const ACCOUNT = '/admin/account';

/** @type {import('./session.js').Person | undefined} */
let inside;

/** Waits until somebody is in. @returns {Promise<import('./session.js').Person>} */
export async function requireLogin() {
  let reason = await chosen();
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
    reason = t('This browser did not keep the session. Please allow cookies for this address.');
  }
  // whose role needs a second factor sets it up before anything else
  if (person.totp_required && location.pathname !== ACCOUNT) location.assign(ACCOUNT);
  inside = person;
  live({}, (state) => state === 'ended' && letInAgain());
  return person;
}

/** Reports what went wrong; a session that ended leads back to the login. @param {unknown} problem */
export async function tell(problem) {
  if (!(problem instanceof ApiError)) throw problem;
  if (problem.code === 'totp_enrolment_required' && location.pathname !== ACCOUNT) return location.assign(ACCOUNT);
  if (problem.status !== 401) return toast(problem.sentence);
  await letInAgain();
}

/** While somebody is asked. @type {Promise<void> | undefined} */
let asked;

/** Asks over the page, so that nothing typed, chosen or loaded is lost; a log-in in another tab counts here, too. */
function letInAgain() {
  asked ??= overThePage().finally(() => (asked = undefined));
  return asked;
}

async function overThePage() {
  const page = find(document, '[data-login]', HTMLElement);
  const gate = document.createElement('dialog');
  gate.className = 'gate';
  gate.setAttribute('closedby', 'none');
  gate.setAttribute('aria-label', t('Log in'));
  gate.addEventListener('cancel', (event) => event.preventDefault());
  gate.append(page);
  document.body.append(gate);
  gate.showModal();
  let stop = () => {};
  // the stream may still be open, though the session is over: only one that was closed and opens again tells of a log-in
  let closed = false;
  const elsewhere = new Promise((done) => {
    stop = live({}, (state) => {
      if (state === 'open' && closed) done(undefined);
      closed ||= state !== 'open';
    });
  });
  await Promise.race([logIn(t('Your session has ended. Please log in again; what you wrote is still here.')), elsewhere]);
  stop();
  page.hidden = true;
  document.body.append(page);
  gate.remove();
  const now = await whoIsIt();
  // somebody else must not find what this one had open
  if (now?.id !== inside?.id || now?.role !== inside?.role) location.reload();
  else resume();
}
