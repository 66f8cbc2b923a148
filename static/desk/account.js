// @ts-check
/** One's own account: the password, the second factor, and where one is logged in. */
import { call } from '../shared/api.js';
import { actions, find } from '../shared/dom.js';
import { day } from '../shared/format.js';
import { t } from '../shared/translate.js';
import { PRESENT, ask, part, proven, sheet } from './dialogs.js';
import { say } from './fields.js';
import { Pages } from './pages.js';
import { qr } from './qr.js';
import { button, keyOf } from './rows.js';

/**
 * @typedef {{ id: string, current: boolean, address: string, browser: string, created_at: string, last_seen_at: string, expires_at: string }} Session
 * @typedef {{ enabled: boolean, enabled_at: string | null, required: boolean, recovery_codes_left: number }} Totp
 */

const SESSIONS = '/api/v1/auth/sessions';
const TOTP = '/api/v1/auth/totp';

/** @type {import('./dialogs.js').Field} */
const CODE = { name: 'code', label: t('Code'), hint: t('The six digits that the app shows now, or a recovery code.'), required: true, complete: 'one-time-code' };

/** @param {Session} one @returns {import('./rows.js').Row} */
const row = (one) => ({
  id: one.id,
  title: browser(one.browser),
  state: one.current ? t('This browser') : '',
  tone: 'good',
  facts: [one.address, t('since {created_at}', { created_at: day(one.created_at) }), t('last used {last_seen_at}', { last_seen_at: day(one.last_seen_at) })],
  deeds: [{ act: 'end', label: one.current ? t('Log out') : t('End'), danger: true }],
});

/** What people call it. @param {string} agent */
function browser(agent) {
  const name = /Edg|OPR|Firefox|Chrome|Safari|curl/.exec(agent)?.[0];
  const system = /Windows|Android|iPhone|iPad|Mac OS X|Linux/.exec(agent)?.[0];
  return [name ? (/** @type {Record<string, string>} */ ({ Edg: 'Edge', OPR: 'Opera' })[name] ?? name) : agent || t('A program'), system ? t('on {system}', { system }) : ''].filter(Boolean).join(' ');
}

/** Shown once, to be kept elsewhere. @param {string[]} codes */
function showCodes(codes) {
  const list = part('ul', '', 'effects');
  for (const code of codes) list.appendChild(part('li')).append(part('code', code));
  sheet(t('Recovery codes'), [part('p', t('Keep these where you find them without your phone. Each lets you in once in place of a code. They are shown only now.'), 'help'), list]);
}

/** @type {import('./rooms.js').View} */
export async function account(room, tell, person) {
  /** @type {Pages<Session>} */
  const list = new Pages(room, SESSIONS, row, tell);
  const isPerson = Boolean(person.email);
  for (const hook of room.querySelectorAll('[data-own]')) if (hook instanceof HTMLElement) hook.hidden = !isPerson;

  async function state() {
    find(room, '[data-whoami]', HTMLElement).textContent = [person.id ? person.name : t('Admin token'), person.email, person.role && t(person.role)].filter(Boolean).join(' · ');
    if (!isPerson) return;
    const totp = /** @type {Totp} */ (await call('GET', TOTP));
    find(room, '[data-action="enrol"]', HTMLElement).hidden = totp.enabled;
    for (const name of ['codes', 'unenrol']) find(room, `[data-action="${name}"]`, HTMLElement).hidden = !totp.enabled;
    find(room, '[data-factor]', HTMLElement).textContent = totp.enabled ? t('Logging in needs a code, too. Recovery codes left: {recovery_codes_left}.', { recovery_codes_left: totp.recovery_codes_left }) : t('Logging in needs the password only.');
    say(find(room, '[data-needed]', HTMLElement), totp.required && !totp.enabled ? t('Your role needs a second factor. Set one up to go on.') : '');
  }

  /** @param {{ secret: string, uri: string }} offer */
  function enrol(offer) {
    const line = part('p', '', 'address');
    line.append(part('code', offer.secret.replace(/(.{4})(?=.)/g, '$1 ')), button({ act: 'copy', label: t('Copy') }));
    const link = /** @type {HTMLAnchorElement} */ (part('a', t('Open it in an app on this device')));
    link.href = offer.uri;
    const picture = qr(offer.uri, t('QR code with the secret'));
    const next = button({ act: 'none', label: t('Next: write its code') });
    next.className = 'primary';
    const dialog = sheet(t('A second factor'), [part('p', t('Scan this with an authenticator app, or write the secret into it.'), 'help'), ...(picture ? [picture] : []), line, link], [next]);
    next.onclick = () => {
      dialog.close();
      ask(t('Write the code'), t('It proves that the app has the secret.'), t('Switch on'), [CODE], async (given) => {
        const { recovery_codes: codes } = await call('POST', TOTP, { body: { action: 'confirm', ...given } });
        setTimeout(showCodes, 0, codes);
        await state();
      });
    };
  }

  /** @param {object} [proof] */
  const offer = (proof) => call('POST', TOTP, { body: { action: 'enrol', ...proof } });

  actions(room, {
    more: () => list.more().catch(tell),
    password: () =>
      ask(t('Change the password'), t('All your other log-ins end.'), t('Change'), [PRESENT, { name: 'new_password', label: t('New password'), secret: true, required: true, hint: t('At least 12 characters.'), complete: 'new-password' }], async (given) => {
        await call('POST', '/api/v1/auth/password', { body: given });
        await list.load();
      }),
    enrol: () => proven(t('A second factor'), tell, (proof) => offer(proof).then((made) => setTimeout(enrol, 0, made))),
    codes: () =>
      ask(t('New recovery codes'), t('The present ones end.'), t('Make new ones'), [CODE], async (given) => {
        const { recovery_codes: codes } = await call('POST', TOTP, { body: { action: 'recovery_codes', ...given } });
        setTimeout(showCodes, 0, codes);
        await state();
      }),
    unenrol: () =>
      ask(t('Switch the second factor off?'), t('The password alone logs in then.'), t('Switch off'), [CODE], async (given) => {
        await call('DELETE', TOTP, { body: given });
        await state();
      }),
    end: (hook) => proven(t('End this log-in'), tell, (body) => call('DELETE', `${SESSIONS}/${keyOf(hook)}`, { body }).then(() => list.load())),
    others: () => proven(t('End all others'), tell, (body) => call('DELETE', `${SESSIONS}?others=true`, { body }).then(() => list.load())),
  });
  await Promise.all([state(), list.load()]);
}
