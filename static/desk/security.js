// @ts-check
/** Who tries to get in: wrong proofs of strangers, counted by hour and network. For admins. */
import { actions } from '../shared/dom.js';
import { clock, counted, hour } from '../shared/format.js';
import { t } from '../shared/translate.js';
import { Pages } from './pages.js';

/** @typedef {{ hour: string, kind: string, network: string, count: number, last_at: string }} SecurityEvent */

/** @type {Record<string, [string, string]>} what was refused, once and often */
const KINDS = {
  log_in: [t('wrong log-in'), t('wrong log-ins')],
  token: [t('invalid token or key'), t('invalid tokens or keys')],
  webhook: [t('unproven webhook'), t('unproven webhooks')],
};

/** So many from one network in an hour are no slip of the finger. */
const MANY = 20;

/** @param {SecurityEvent} one @returns {import('./rows.js').Row} */
function row(one) {
  const [single, several] = KINDS[one.kind] ?? [one.kind, one.kind];
  return {
    id: `${one.hour} ${one.kind} ${one.network}`,
    title: counted(one.count, single, several),
    state: one.count >= MANY ? t('Many') : '',
    tone: 'bad',
    facts: [
      one.network === 'other' ? t('from many other networks') : t('from {network}', { network: one.network }),
      hour(one.hour),
      t('last at {last_at}', { last_at: clock(one.last_at) }),
    ],
    deeds: [],
  };
}

/** @type {import('./rooms.js').View} */
export async function security(room, tell) {
  /** @type {Pages<SecurityEvent>} */
  const list = new Pages(room, '/api/v1/security-events', row, tell);
  actions(room, { more: () => list.more().catch(tell) });
  await list.load();
}
