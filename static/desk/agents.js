// @ts-check
/** The agents: who they are, what they may say and link to, and a panel to try one. */
import { call } from '../shared/api.js';
import { actions, find } from '../shared/dom.js';
import { counted } from '../shared/format.js';
import { Questions } from '../shared/questions.js';
import { t } from '../shared/translate.js';
import { body, fields } from './agent-form.js';
import { website } from './agent-website.js';
import { ask, part, sheet } from './dialogs.js';
import { Pages } from './pages.js';
import { may } from './rooms.js';
import { button, keyOf } from './rows.js';

/**
 * @typedef {{ id: string, slug: string, name: string, company: string, persona: string, goal: string, rules: string[], tone: string, languages: string[],
 *   greeting: string, suggestions: string[], greetings: Record<string, { greeting: string, suggestions: string[] }>,
 *   look: { avatar_url: string, color: string, position: string }, stop_phrases: string[], resume_phrases: string[], allowed_sites: string[], attachments: boolean, model: string | null,
 *   is_default: boolean, public: boolean, guide: boolean }} Agent
 */

const ROOT = '/api/v1/agents';

/** What a customer meets besides the answer. @type {Record<string, string>} */
const NOTES = { unknown: t('It does not know, and offers a person.'), wants_person: t('A person is called.'), complaint: t('A person is called.') };

/** @param {boolean} mayChange @returns {(one: Agent) => import('./rows.js').Row} */
const row = (mayChange) => (one) => ({
  id: one.id,
  title: one.name,
  state: one.guide ? t('Answers from the guide') : one.is_default ? t('Default') : '',
  tone: one.guide ? 'busy' : 'good',
  facts: [
    one.company,
    one.languages.join(', '),
    one.model ?? '',
    one.public ? '' : t('not open to visitors'),
    one.attachments ? t('takes files') : '',
    one.allowed_sites.length ? t('on {allowed_sites}', { allowed_sites: counted(one.allowed_sites.length, 'site', 'sites') }) : '',
  ],
  text: one.guide ? t('It tells newcomers about Handcar, until there is a document, a channel or an agent of your own.') : one.persona,
  link: one.public ? `${location.origin}/${one.is_default ? '' : `?agent=${one.slug}`}` : '',
  deeds: [
    { act: 'try', label: t('Try') },
    ...(mayChange ? [{ act: 'edit', label: t('Edit') }, { act: 'site', label: t('Website') }, { act: 'copy', label: t('Duplicate') }, { act: 'identity', label: t('Identity key') }] : []),
    ...(mayChange && !one.is_default ? [{ act: 'lead', label: t('Make default') }, { act: 'remove', label: t('Remove'), danger: true }] : []),
  ],
});

/** @param {string} label */
function suggested(label) {
  const made = button({ act: 'suggested', label });
  made.className = '';
  return made;
}

/** @type {import('./rooms.js').View} */
export async function agents(room, tell, person) {
  const mayChange = may(person, 'admin');
  /** @type {Pages<Agent>} */
  const list = new Pages(room, ROOT, row(mayChange), tell);
  find(room, '[data-action="add"]', HTMLElement).hidden = !mayChange;
  const panel = find(document, '[data-try]', HTMLDialogElement);
  let tried = '';
  const trial = new Questions(panel, async (message) => {
    const said = await call('POST', `${ROOT}/${tried}/test`, { body: { message } });
    const by = said.model === 'built-in' ? t('the built-in model') : said.model;
    return { ...said, note: [NOTES[said.outcome], t('Written by {by} from {passages}.', { by, passages: counted(said.passages.length, 'passage', 'passages') })].filter(Boolean).join(' ') };
  });

  /** @param {string} title @param {string} go @param {Agent} [old] */
  const form = (title, go, old) =>
    ask(title, '', go, fields(old), async (given) => {
      // an empty list of phrases of a new agent leaves the usual ones
      const sent = Object.fromEntries(Object.entries(body(given)).filter(([, value]) => old || typeof value === 'boolean' || (value?.length ?? 0) > 0));
      await (old ? call('PATCH', `${ROOT}/${old.id}`, { body: sent }) : call('POST', ROOT, { body: sent }));
      await list.load();
    });

  /** @param {Promise<unknown>} done */
  const then = (done) => done.then(() => list.load()).catch(tell);

  actions(room, {
    add: () => form(t('Add an agent'), t('Add')),
    edit: (hook) => {
      const old = list.one(keyOf(hook));
      form(t('Edit {name}', { name: old.name }), t('Save'), old);
    },
    site: (hook) => website(list.one(keyOf(hook)), () => list.load()),
    copy: (hook) => then(call('POST', `${ROOT}/${keyOf(hook)}/clone`, { body: {} })),
    identity: (hook) => {
      const one = list.one(keyOf(hook));
      ask(t('A new identity key for {name}?', { name: one.name }), t('With it your own server signs who a visitor is (HMAC-SHA256 of external_id, sent as identity). A former key is valid for a day.'), t('Make a key'), [], async (given) => {
        const { secret } = await call('POST', `${ROOT}/${one.id}/identity-secret`, { body: given });
        const line = part('p', '', 'address');
        line.append(part('code', secret), button({ act: 'copy', label: t('Copy') }));
        setTimeout(sheet, 0, t('The identity key'), [part('p', t('Keep it on your server, never in a page. It is shown only now.'), 'help'), line]);
      });
    },
    lead: (hook) => then(call('PATCH', `${ROOT}/${keyOf(hook)}`, { body: { is_default: true } })),
    try: (hook) => {
      const one = list.one(keyOf(hook));
      if (tried !== one.id) trial.clear();
      tried = one.id;
      find(panel, 'h2', HTMLElement).textContent = t('Try {name}', { name: one.name });
      find(panel, '[data-greeting]', HTMLElement).textContent = one.greeting;
      find(panel, '.suggested', HTMLElement).replaceChildren(...one.suggestions.map(suggested));
      trial.open();
    },
    remove: (hook) => {
      const old = list.one(keyOf(hook));
      ask(t('Remove {name}?', { name: old.name }), t('Its documents are no longer found; its conversations go on with the default agent.'), t('Remove'), [], async () => {
        await call('DELETE', `${ROOT}/${old.id}`);
        await list.load();
      });
    },
  });
  await list.load();
}
