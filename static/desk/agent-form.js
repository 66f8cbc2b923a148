// @ts-check
/** The form of an agent: its fields, and what is sent of them. */

/** @typedef {import('./agents.js').Agent} Agent */

/** @param {Partial<Agent>} [old] @returns {import('./dialogs.js').Field[]} */
export const fields = (old) => [
  { name: 'name', label: 'Name', hint: 'Customers see it.', required: true, value: old?.name },
  { name: 'company', label: 'Company', value: old?.company },
  { name: 'persona', label: 'Persona', hint: 'Who it is, and what it knows about.', rows: 3, value: old?.persona },
  { name: 'goal', label: 'Goal', hint: 'What it should help customers with.', rows: 2, value: old?.goal },
  { name: 'rules', label: 'Rules', hint: 'What it must always or never do, one in each line.', lines: true, rows: 4, value: old?.rules?.join('\n') },
  { name: 'tone', label: 'Tone', placeholder: 'friendly and short', value: old?.tone },
  {
    name: 'languages',
    label: 'Languages',
    hint: 'Codes such as en, de or pt-BR. It answers in the customer’s language if that is among them, else in the first. Empty: in any.',
    placeholder: 'en, de',
    value: old?.languages?.join(', '),
  },
  {
    name: 'public',
    label: 'Who may talk to it',
    hint: 'It answers on the channels that are assigned to it either way.',
    options: [
      ['yes', 'Everybody who opens its web chat'],
      ['no', 'Only visitors whom your own program sends, with an API key'],
    ],
    value: (old?.public ?? false) ? 'yes' : 'no',
  },
  { name: 'greeting', label: 'Greeting', rows: 2, value: old?.greeting },
  { name: 'suggestions', label: 'Suggested questions', hint: 'Up to six, one in each line.', lines: true, rows: 3, value: old?.suggestions?.join('\n') },
  {
    name: 'allowed_sites',
    label: 'Sites its answers may link to',
    hint: 'One in each line, such as https://shop.example. Addresses in the cited documents are allowed anyway; a link to any other site is shown as plain words.',
    lines: true,
    rows: 3,
    value: old?.allowed_sites?.join('\n'),
  },
  { name: 'stop_phrases', label: 'Stop phrases', hint: 'A customer who writes one of them, and nothing else, is left alone.', lines: true, rows: 2, value: old?.stop_phrases?.join('\n') },
  { name: 'resume_phrases', label: 'Resume phrases', hint: 'These let it answer again.', lines: true, rows: 2, value: old?.resume_phrases?.join('\n') },
  { name: 'model', label: 'Model', hint: 'Empty: the one of this installation.', value: old?.model ?? '' },
];

/** @param {Record<string, any>} given */
export const body = (given) => ({
  ...given,
  languages: given.languages.split(/[\s,;]+/).filter(Boolean),
  allowed_sites: given.allowed_sites.map((/** @type {string} */ site) => (/^[a-z]+:/i.test(site) ? site : `https://${site}`)),
  public: given.public === 'yes',
  model: given.model || null,
});
