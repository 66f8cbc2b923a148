// @ts-check
/** An agent on a website: how it looks and greets there, which sites may show it, the tag to copy, and a page that shows it. */
import { call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { ask } from './dialogs.js';
import { part, say } from './fields.js';
import { button } from './rows.js';

/** @typedef {import('./agents.js').Agent} Agent @typedef {{ greeting: string, suggestions: string[] }} Welcome */

/** Handcar's own colour, which is kept as none. */
const USUAL = '#17624b';

/** What the chat page speaks itself. */
const SPOKEN = ['en', 'de', 'es', 'fr', 'ru', 'ar'];

/** After this (ms) without a key the preview is drawn again. */
const STILL = 400;

/** @param {Agent} agent @returns {import('./dialogs.js').Field[]} */
const fields = (agent) => {
  const names = new Intl.DisplayNames([document.documentElement.lang], { type: 'language' });
  const codes = new Set([...agent.languages, ...Object.keys(agent.greetings), ...SPOKEN]);
  return [
    {
      name: 'allowed_sites',
      label: t('Sites'),
      hint: t('Where it stands, one in each line, such as https://shop.example; www.shop.example is another site. Its answers may link to them, too.'),
      lines: true,
      rows: 3,
      value: agent.allowed_sites.join('\n'),
    },
    { name: 'color', label: t('Colour'), kind: 'color', value: agent.look.color || USUAL },
    { name: 'position', label: t('Corner'), options: [['right', t('Right')], ['left', t('Left')]], value: agent.look.position },
    { name: 'avatar_url', label: t('Picture'), hint: t('An address that begins with https. Empty: Handcar’s.'), placeholder: 'https://shop.example/dora.png', value: agent.look.avatar_url },
    {
      name: 'language',
      label: t('Greets in'),
      hint: t('What a language has no words of its own for is said as in all others.'),
      options: [['', t('All languages')], ...[...codes].map((code) => /** @type {[string, string]} */ ([code, names.of(code) ?? code]))],
      value: '',
    },
    { name: 'greeting', label: t('Greeting'), rows: 2, value: agent.greeting },
    { name: 'suggestions', label: t('Suggested questions'), hint: t('Up to six, one in each line.'), lines: true, rows: 3, value: agent.suggestions.join('\n') },
  ];
};

/** The tag of a site's pages. @param {Agent} agent @param {{ color: string, position: string }} look */
const tag = (agent, look) =>
  [
    `<script src="${location.origin}/widget.js"`,
    `data-agent="${agent.slug}"`,
    ...(look.color === USUAL ? [] : [`data-color="${look.color}"`]),
    ...(look.position === 'left' ? ['data-position="left"'] : []),
    'async></script>',
  ].join(' ');

/** @param {Agent} agent @param {() => Promise<void>} saved */
export function website(agent, saved) {
  const dialog = find(document, '[data-form]', HTMLDialogElement);
  /** What is said in each language, by its code; of all others by none. @type {Map<string, Welcome>} */
  const said = new Map([['', agent], ...Object.entries(agent.greetings)]);
  let spoken = '';

  /** @param {string} name */
  const input = (name) => /** @type {HTMLInputElement} */ (dialog.querySelector(`[name="${name}"]`));
  const words = () => ({ greeting: input('greeting').value.trim(), suggestions: input('suggestions').value.split('\n').map((one) => one.trim()).filter(Boolean) });

  /** @param {string} name @param {string} code */
  function turn(name, code) {
    if (name !== 'language') return;
    said.set(spoken, words());
    spoken = code;
    input('greeting').value = said.get(code)?.greeting ?? '';
    input('suggestions').value = said.get(code)?.suggestions.join('\n') ?? '';
  }

  ask(
    t('{name} on your website', { name: agent.name }),
    agent.public ? '' : t('It is not open to visitors yet: “Edit” says who may talk to it.'),
    t('Save'),
    fields(agent),
    async (given) => {
      said.set(spoken, words());
      const { '': usual, ...others } = Object.fromEntries(said);
      await call('PATCH', `/api/v1/agents/${agent.id}`, {
        body: {
          greeting: usual.greeting,
          suggestions: usual.suggestions,
          greetings: Object.fromEntries(Object.entries(others).filter(([, one]) => one.greeting || one.suggestions.length)),
          allowed_sites: /** @type {string[]} */ (given.allowed_sites).map((site) => (/^[a-z]+:/i.test(site) ? site : `https://${site}`)),
          look: { color: given.color === USUAL ? '' : given.color, position: given.position, avatar_url: given.avatar_url },
        },
      });
      await saved();
    },
    turn,
  );
  shown(agent, find(dialog, '[data-fields]', HTMLElement), () => ({ color: input('color').value, position: input('position').value }));
}

/** The tag and the preview, which follow the form. @param {Agent} agent @param {HTMLElement} form @param {() => { color: string, position: string }} look */
function shown(agent, form, look) {
  const code = part('code');
  const line = part('p', '', 'address');
  line.append(code, button({ act: 'copy', label: t('Copy') }));
  const preview = document.createElement('iframe');
  preview.className = 'preview';
  preview.tabIndex = -1; // to be looked at: whoever goes through the form by keys passes it by
  preview.title = t('Preview');
  const hint = part('p', '', 'help');
  say(hint, t('Put this line into every page of your site, once. The preview shows greetings and pictures as they were saved.'));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  function draw() {
    code.textContent = tag(agent, look());
    preview.src = `/widget/preview?${new URLSearchParams({ agent: agent.slug, language: document.documentElement.lang, open: '', ...look() })}`;
  }
  for (const item of form.children) {
    item.addEventListener('input', () => {
      clearTimeout(later);
      later = setTimeout(draw, STILL);
    });
  }
  const box = part('div', '', 'field');
  box.append(part('h3', t('The tag to copy')), hint, line, preview);
  form.append(box);
  draw();
}
