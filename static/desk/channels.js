// @ts-check
/** Our accounts at the providers: connect, verify, switch off, disconnect. */
import { call } from '../shared/api.js';
import { actions } from '../shared/dom.js';
import { counted, day } from '../shared/format.js';
import { said, t } from '../shared/translate.js';
import { ask } from './dialogs.js';
import { called, kindIcon, kindName } from './channel-names.js';
import { Pages } from './pages.js';
import { phone } from './evolution-phone.js';
import { keyOf, verdict } from './rows.js';

/**
 * @typedef {{ name: string, label: string, hint: string, required: boolean, chosen: boolean }} Asked
 * @typedef {{ kind: string, webhook: boolean, account: Asked, settings: Asked[], secrets: Asked[] }} Kind
 * @typedef {{ id: string, kind: string, source: string, name: string, account: string, agent_id: string | null, settings: Record<string, string>,
 *   secrets: Record<string, boolean>, enabled: boolean, readable: boolean, door_open: boolean, webhook_path: string | null, webhook_url: string | null,
 *   last_event_at: string | null, last_error: { message: string, at: string } | null, open_deliveries: number }} Channel
 */

const ROOT = '/api/v1/channels';
/** @param {Channel} one @returns {import('./rows.js').Row} */
function row(one) {
  const fixed = one.source === 'environment';
  const closed = one.webhook_path && !one.door_open;
  return {
    id: one.id,
    icon: kindIcon(one.kind),
    title: called(one),
    state: !one.readable ? t('Locked') : one.enabled ? (closed ? t('Door closed') : t('On')) : t('Off'),
    tone: !one.readable ? 'bad' : one.enabled ? (closed ? 'busy' : 'good') : '',
    facts: [
      fixed ? t('from the environment') : kindName(one.kind),
      one.account,
      one.last_event_at ? t('last event {last_event_at}', { last_event_at: day(one.last_event_at) }) : t('no event lately'),
      one.open_deliveries ? t('{open_deliveries} waiting', { open_deliveries: counted(one.open_deliveries, 'part', 'parts') }) : '',
    ],
    problem: !one.readable
      ? t('Its secrets were encrypted with another SECRET_ENCRYPTION_KEY. Enter them again, or give that key as SECRET_ENCRYPTION_KEY_PREVIOUS.')
      : one.last_error
        ? `${day(one.last_error.at)}: ${said(one.last_error.message)}`
        : closed
          ? t('There is no webhook secret, so nothing can come in.')
          : '',
    link: one.webhook_path ? (one.webhook_url ?? location.origin + one.webhook_path) : '',
    deeds: [
      { act: 'verify', label: t('Verify') },
      ...(one.kind === 'evolution' ? [{ act: 'phone', label: t('Connect a phone') }] : []),
      ...(fixed ? [] : [{ act: 'edit', label: t('Edit') }, { act: 'turn', label: one.enabled ? t('Switch off') : t('Switch on') }, { act: 'remove', label: t('Remove'), danger: true }]),
    ],
  };
}

/** @type {import('./rooms.js').View} */
export async function channels(room, tell) {
  /** @type {Pages<Channel>} */
  const list = new Pages(room, ROOT, row, tell);
  const kinds = /** @type {Kind[]} */ ((await call('GET', `${ROOT}/kinds`)).data);
  const agents = /** @type {[string, string][]} */ (
    (await call('GET', '/api/v1/agents')).data.map((/** @type {any} */ one) => [one.id, one.display_name || one.name])
  );

  /** @param {Kind} kind @param {Channel} [old] @returns {import('./dialogs.js').Field[]} */
  function fields(kind, old) {
    const secret = (/** @type {Asked} */ one) => ({
      ...one,
      name: `secrets.${one.name}`,
      secret: true,
      invent: one.chosen,
      placeholder: old?.secrets[one.name] ? t('set; leave empty to keep it') : '',
    });
    return [
      { name: 'name', label: t('Name'), hint: t('What your team calls it.'), required: true, value: old?.name ?? kindName(kind.kind) },
      { ...kind.account, name: 'account', value: old?.account ?? '' },
      ...kind.settings.map((one) => ({ ...one, name: `settings.${one.name}`, value: old?.settings[one.name] ?? '' })),
      ...kind.secrets.map(secret),
      { name: 'agent', label: t('Who answers'), options: [['', t('The default agent')], ...agents], value: old?.agent_id ?? '' },
    ];
  }

  /** @param {Record<string, any>} given @param {Channel} [old] */
  function body(given, old) {
    /** @type {Record<string, any>} */
    const sent = { settings: {}, secrets: {} };
    for (const [name, value] of Object.entries(given)) {
      const [group, rest] = name.split('.', 2);
      if (group === 'secrets') {
        if (value) sent.secrets[rest] = value;
      } else if (group === 'settings') {
        if (value || old) sent.settings[rest] = value || null;
      } else if (name === 'agent') sent.agent = value || null;
      else sent[name] = value;
    }
    return sent;
  }

  /** @param {string} [chosen] */
  function add(chosen = kinds[0]?.kind ?? '') {
    const kind = kinds.find((one) => one.kind === chosen);
    if (!kind) return;
    const pick = { name: 'kind', label: t('Provider'), options: /** @type {[string, string][]} */ (kinds.map((one) => [one.kind, kindName(one.kind)])), value: chosen };
    ask(
      t('Connect a channel'),
      kind.webhook ? t('Afterwards you get an address to enter at the provider.') : '',
      t('Connect'),
      [pick, ...fields(kind)],
      async (given) => {
        await call('POST', ROOT, { body: body(given) });
        await list.load();
      },
      (name, value) => name === 'kind' && add(value),
    );
  }

  actions(room, {
    add: () => add(),
    edit: (hook) => {
      const old = list.one(keyOf(hook));
      const kind = kinds.find((one) => one.kind === old.kind);
      if (!kind) return;
      const words = old.secrets.former_webhook_secret ? t('The former webhook secret is still accepted. It stays good until you remove it through the API or change the secret again.') : '';
      ask(t('Edit {name}', { name: old.name }), words, t('Save'), fields(kind, old), async (given) => list.put(await call('PATCH', `${ROOT}/${old.id}`, { body: body(given, old) })));
    },
    turn: async (hook) => {
      const old = list.one(keyOf(hook));
      call('PATCH', `${ROOT}/${old.id}`, { body: { enabled: !old.enabled } }).then((now) => list.put(now), tell);
    },
    verify: async (hook) => {
      verdict(hook, t('Asking the provider…'), true);
      try {
        const { ok, detail } = await call('POST', `${ROOT}/${keyOf(hook)}/verify`, { body: {} });
        verdict(hook, `${ok ? '✓' : '✗'} ${detail}`, ok);
      } catch (problem) {
        verdict(hook, '', false);
        tell(problem);
      }
    },
    phone: (hook) => phone(list.one(keyOf(hook)), tell),
    remove: (hook) => {
      const old = list.one(keyOf(hook));
      ask(t('Remove {name}?', { name: old.name }), t('Its secrets are deleted and its webhook address stops working. Conversations stay.'), t('Remove'), [], async () => {
        await call('DELETE', `${ROOT}/${old.id}`);
        await list.load();
      });
    },
  });
  await list.load();
}
