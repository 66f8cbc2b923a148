// @ts-check
/** The people who work here: invite, change, let in again who lost a device, and what logging in needs. For owners. */
import { call } from '../shared/api.js';
import { actions, find } from '../shared/dom.js';
import { day } from '../shared/format.js';
import { t } from '../shared/translate.js';
import { ask, part, proven, sheet } from './dialogs.js';
import { Pages } from './pages.js';
import { button, keyOf } from './rows.js';

/**
 * @typedef {{ id: string, email: string, name: string, role: string, disabled: boolean, totp: boolean, created_at: string, last_login_at: string | null }} User
 * @typedef {{ id: string, email: string, role: string, expires_at: string, link?: string }} Invitation
 */

const USERS = '/api/v1/users';
const INVITATIONS = '/api/v1/auth/invitations';
const RULES = '/api/v1/auth/rules';
const ROLES = ['viewer', 'agent', 'admin', 'owner'];

/** @type {[string, string][]} */
const CHOICES = [['agent', t('Agent: answers customers')], ['viewer', t('Viewer: looks on')], ['admin', t('Admin: also changes agents and channels')], ['owner', t('Owner: also manages people')]];

/** @param {User} one @returns {import('./rows.js').Row} */
const row = (one) => ({
  id: one.id,
  title: one.name,
  state: one.disabled ? t('Disabled') : one.totp ? t('Second factor') : '',
  tone: one.disabled ? 'bad' : 'good',
  facts: [one.email, t(one.role), one.last_login_at ? t('last log-in {last_login_at}', { last_login_at: day(one.last_login_at) }) : t('never logged in')],
  deeds: [
    { act: 'edit', label: t('Edit') },
    ...(one.totp ? [{ act: 'lost', label: t('Lost device') }] : []),
    { act: 'turn', label: one.disabled ? t('Enable') : t('Disable') },
    { act: 'remove', label: t('Remove'), danger: true },
  ],
});

/** An empty field is left out. @param {Record<string, string | string[]>} given */
const filled = (given) => Object.fromEntries(Object.entries(given).filter(([, value]) => value.length));

/** @type {import('./rooms.js').View} */
export async function staff(room, tell, person) {
  find(room, '.adding', HTMLElement).hidden = person.role !== 'owner';
  /** @type {Pages<User>} */
  const list = new Pages(room, USERS, row, tell);

  async function invited() {
    const all = /** @type {Invitation[]} */ ((await call('GET', INVITATIONS)).data);
    const open = find(room, '[data-invitations]', HTMLElement);
    open.hidden = !all.length;
    open.replaceChildren(
      ...all.map((one) => {
        const item = part('li', t('{email} is invited as {role}, until {expires_at}. ', { email: one.email, role: one.role, expires_at: day(one.expires_at) }));
        const undo = button({ act: 'none', label: t('Take it back') }, one.email);
        undo.onclick = () => call('DELETE', `${INVITATIONS}/${one.id}`).then(invited).catch(tell);
        item.append(undo);
        return item;
      }),
    );
  }

  /** @param {Invitation} made */
  function show(made) {
    if (!made.link) return sheet(t('Invited'), [part('p', t('{email} got a mail with a link.', { email: made.email }))]);
    const line = part('p', '', 'address');
    line.append(part('code', made.link), button({ act: 'copy', label: t('Copy') }));
    return sheet(t('Invited'), [part('p', t('Hand this link to {email}. It works once, until {expires_at}, and is shown only now.', { email: made.email, expires_at: day(made.expires_at) }), 'help'), line]);
  }

  actions(room, {
    more: () => list.more().catch(tell),
    invite: () =>
      ask(t('Invite a colleague'), '', t('Invite'), [{ name: 'email', label: t('E-mail'), required: true, complete: 'off' }, { name: 'name', label: t('Name') }, { name: 'role', label: t('Role'), options: CHOICES }], async (given) => {
        const made = await call('POST', INVITATIONS, { body: filled(given) });
        await invited();
        setTimeout(show, 0, made);
      }),
    rules: async () => {
      const { totp_roles: demanded } = await call('GET', RULES);
      ask(t('What logging in needs'), t('Who of these roles has no second factor can only set one up from now on.'), t('Save'), [{ name: 'totp_roles', label: t('A second factor is needed by'), checks: ROLES, checked: demanded }], (given) => call('PUT', RULES, { body: given }));
    },
    edit: (hook) => {
      const old = list.one(keyOf(hook));
      const fields = [{ name: 'name', label: t('Name'), value: old.name }, { name: 'role', label: t('Role'), options: CHOICES, value: old.role }, { name: 'password', label: t('New password'), secret: true, hint: t('Only to set one for them; their log-ins end.') }];
      ask(t('Edit {name}', { name: old.name }), '', t('Save'), fields, async (given) => list.put(await call('PATCH', `${USERS}/${old.id}`, { body: filled(given) })));
    },
    lost: (hook) => {
      const old = list.one(keyOf(hook));
      ask(t('Has {name} lost the device?', { name: old.name }), t('Their second factor and all their log-ins end. Make sure that it is really them who ask.'), t('Take it away'), [], async (given) => {
        await call('DELETE', `${USERS}/${old.id}/totp`, { body: given });
        await list.load();
      });
    },
    turn: (hook) => {
      const old = list.one(keyOf(hook));
      proven(old.disabled ? t('Enable') : t('Disable'), tell, (proof) => call('PATCH', `${USERS}/${old.id}`, { body: { disabled: !old.disabled, ...proof } }).then((now) => list.put(now)));
    },
    remove: (hook) => {
      const old = list.one(keyOf(hook));
      ask(t('Remove {name}?', { name: old.name }), t('Their log-ins end. What they wrote stays.'), t('Remove'), [], async (given) => {
        await call('DELETE', `${USERS}/${old.id}`, { body: given });
        await list.load();
      });
    },
  });
  await Promise.all([list.load(), invited()]);
}
