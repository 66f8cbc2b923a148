// @ts-check
/** What providers told us: look at it, see what it would do, do it again. */
import { call } from '../shared/api.js';
import { actions } from '../shared/dom.js';
import { day, moment, size } from '../shared/format.js';
import { t } from '../shared/translate.js';
import { kindIcon, kindName, offerKinds, unnamed } from './channel-names.js';
import { part, sheet } from './dialogs.js';
import { Pages } from './pages.js';
import { may } from './rooms.js';
import { keyOf } from './rows.js';

/**
 * @typedef {{ id: string, kind: string, channel_id: string | null, event_id: string, event: string, headers: Record<string, string>, bytes: number,
 *   found: Record<string, number>, reasons: { reason: string, text: string, count: number }[], received_at: string, replayed_at: string | null, body?: string }} Kept
 * @typedef {{ type: string, effect: string, conversation_id: string | null, message_id: string | null }} Effect
 */

const ROOT = '/api/v1/webhook-events';

/** @param {Kept} one @returns {import('./rows.js').Row} */
function row(one) {
  const found = Object.entries(one.found).map(([type, count]) => (count > 1 ? `${count} × ${type}` : type));
  return {
    id: one.id,
    icon: unnamed(kindIcon(one.kind)),
    title: `${kindName(one.kind)}: ${found.join(', ') || t('nothing of use')}`,
    state: one.replayed_at ? t('Replayed') : '',
    facts: [...one.reasons.map((each) => t('not answered: {text}', { text: each.text })), moment(one.received_at), one.event, size(one.bytes), one.replayed_at ? t('replayed {replayed_at}', { replayed_at: day(one.replayed_at) }) : ''],
    deeds: [{ act: 'look', label: t('Look') }],
  };
}

/** @type {import('./rooms.js').View} */
export async function webhooks(room, tell, person) {
  const mayReplay = may(person, 'admin');
  offerKinds(room);
  /** @type {Pages<Kept>} */
  const list = new Pages(room, ROOT, row, tell);

  /** @param {Kept} one */
  async function look(one) {
    const whole = /** @type {Kept} */ (await call('GET', `${ROOT}/${one.id}`));
    const heads = part('pre', Object.entries(whole.headers).map(([name, value]) => `${name}: ${value}`).join('\n'));
    const body = part('pre', pretty(whole.body ?? ''));
    body.tabIndex = 0;
    const result = part('div', '', 'result');
    result.setAttribute('role', 'status');
    const dry = replayButton(t('See what it would do'), 'primary', () => run('dry'));
    const live = replayButton(t('Do it again'), '', () => run('live'));
    live.hidden = true;

    /** @param {'dry' | 'live'} mode */
    async function run(mode) {
      dry.disabled = live.disabled = true;
      try {
        const { found } = await call('POST', `${ROOT}/${one.id}/replay`, { body: { mode } });
        result.replaceChildren(part('p', mode === 'dry' ? t('It would do this. Nothing was changed or sent.') : t('It was done. What was known already was not done twice.'), 'help'), effects(found));
        live.hidden = mode === 'live';
        if (mode === 'live') await list.load();
      } catch (problem) {
        tell(problem);
      } finally {
        dry.disabled = live.disabled = false;
      }
    }
    sheet(list.row(one).title, [part('p', list.row(one).facts.filter(Boolean).join(' · '), 'help'), ...(heads.textContent ? [part('h3', t('Headers')), heads] : []), part('h3', t('Body')), body, result], mayReplay ? [live, dry] : []);
  }

  actions(room, { more: () => list.more().catch(tell), look: (hook) => look(list.one(keyOf(hook))).catch(tell) });
  await list.load();
}

/** @param {Effect[]} found */
function effects(found) {
  const all = part('ul', '', 'effects');
  for (const one of found) {
    const item = part('li', `${one.type}: ${one.effect.replaceAll('_', ' ')}`);
    if (one.conversation_id) {
      const link = document.createElement('a');
      link.href = `/admin/conversations#${one.conversation_id}`;
      link.textContent = t('conversation');
      item.append(' · ', link);
    }
    all.append(item);
  }
  if (!found.length) all.append(part('li', t('nothing')));
  return all;
}

/** @param {string} words @param {string} look @param {() => void} run */
function replayButton(words, look, run) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = look;
  button.textContent = words;
  button.addEventListener('click', run);
  return button;
}

/** @param {string} body */
function pretty(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body; // a form, which some providers send
  }
}
