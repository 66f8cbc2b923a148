// @ts-check
/** The form of an agent: its fields, and what is sent of them. */
import { t } from '../shared/translate.js';

/** @typedef {import('./agents.js').Agent} Agent */

/** @param {Partial<Agent>} [old] @returns {import('./dialogs.js').Field[]} */
export const fields = (old) => [
  { name: 'name', label: t('Name'), hint: t('Customers see it.'), required: true, value: old?.name },
  { name: 'company', label: t('Company'), value: old?.company },
  { name: 'persona', label: t('Persona'), hint: t('Who it is, and what it knows about.'), rows: 3, value: old?.persona },
  { name: 'goal', label: t('Goal'), hint: t('What it should help customers with.'), rows: 2, value: old?.goal },
  { name: 'rules', label: t('Rules'), hint: t('What it must always or never do, one in each line.'), lines: true, rows: 4, value: old?.rules?.join('\n') },
  { name: 'tone', label: t('Tone'), placeholder: t('friendly and short'), value: old?.tone },
  {
    name: 'languages',
    label: t('Languages'),
    hint: t('Codes such as en, de or pt-BR. It answers in the customer’s language if that is among them, else in the first. Empty: in any.'),
    placeholder: 'en, de',
    value: old?.languages?.join(', '),
  },
  {
    name: 'public',
    label: t('Who may talk to it'),
    hint: t('It answers on the channels that are assigned to it either way.'),
    options: [
      ['yes', t('Everybody who opens its web chat')],
      ['no', t('Only visitors whom your own program sends, with an API key')],
    ],
    value: (old?.public ?? false) ? 'yes' : 'no',
  },
  {
    name: 'attachments',
    label: t('Files from visitors'),
    hint: t('In its web chat. A person looks at what they send; the agent reads text only.'),
    options: [
      ['no', t('Not taken')],
      ['yes', t('Taken, up to five with a message')],
    ],
    value: (old?.attachments ?? false) ? 'yes' : 'no',
  },
  { name: 'stop_phrases', label: t('Stop phrases'), hint: t('A customer who writes one of them, and nothing else, is left alone.'), lines: true, rows: 2, value: old?.stop_phrases?.join('\n') },
  { name: 'resume_phrases', label: t('Resume phrases'), hint: t('These let it answer again.'), lines: true, rows: 2, value: old?.resume_phrases?.join('\n') },
  { name: 'model', label: t('Model'), hint: t('Empty: the one of this installation.'), value: old?.model ?? '' },
];

/** @param {Record<string, any>} given */
export const body = (given) => ({
  ...given,
  languages: given.languages.split(/[\s,;]+/).filter(Boolean),
  public: given.public === 'yes',
  attachments: given.attachments === 'yes',
  model: given.model || null,
});
