// @ts-check
/** Saved replies: a slash at the beginning offers them, and they are added and removed here. */
import { call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { ask, part, sheet } from './dialogs.js';

/** @typedef {{ id: string, shortcut: string, content: string, private: boolean }} SavedReply */

const ROOT = '/api/v1/saved-replies';
const MOST = 8;

/**
 * @param {HTMLTextAreaElement} input
 * @param {(words: string) => void} take
 * @param {(problem: unknown) => void} tell
 * @returns {() => Promise<import('./suggestion-list.js').Suggestion[]>} those that fit what was typed after a slash that begins the text, and a way to all of them
 */
export function savedReplies(input, take, tell) {
  const word = () => /^\/([\p{L}\p{N}_-]*)$/u.exec(input.value)?.[1]?.toLowerCase();
  /** As they are when a slash is typed. @type {SavedReply[] | undefined} */
  let all;

  return async () => {
    if (word() === undefined) all = undefined;
    else all ??= /** @type {SavedReply[]} */ ((await call('GET', ROOT)).data);
    const begun = word();
    if (begun === undefined || !all) return [];
    const found = all.filter((one) => one.shortcut.toLowerCase().startsWith(begun) || (begun.length > 2 && one.content.toLowerCase().includes(begun)));
    const known = all;
    return [
      ...found.slice(0, MOST).map((one) => ({ name: `/${one.shortcut}`, about: one.content, take: () => take(one.content) })),
      { name: t('Saved replies…'), about: t('add, change or remove'), take: () => manage(known, input, tell) },
    ];
  };
}

/** @param {SavedReply[]} all @param {HTMLTextAreaElement} input @param {(problem: unknown) => void} tell */
function manage(all, input, tell) {
  const rows = all.map((one) => {
    const item = part('li', `/${one.shortcut}${one.private ? ` · ${t('only mine')}` : ''} — ${one.content} `);
    const gone = part('button', t('Remove'), 'quiet danger');
    gone.setAttribute('type', 'button');
    gone.setAttribute('aria-label', t('Remove {name}', { name: `/${one.shortcut}` }));
    gone.addEventListener('click', () => call('DELETE', `${ROOT}/${one.id}`).then(() => item.remove()).catch(tell));
    item.append(gone);
    return item;
  });
  const list = part('ul', '', 'effects');
  list.append(...rows);
  const help = part('p', t('Type a slash at the beginning of an answer to use one. {{contact.name}}, {{staff.name}} and {{agent.company}} are filled in when it is sent.'), 'help');
  const more = part('button', t('Add a saved reply'), 'primary');
  more.setAttribute('type', 'button');
  const dialog = sheet(t('Saved replies'), [help, list], [more]);
  more.addEventListener('click', () => {
    dialog.close();
    add(input);
  });
}

/** @param {HTMLTextAreaElement} input */
function add(input) {
  ask(
    t('Add a saved reply'),
    '',
    t('Save'),
    [
      { name: 'shortcut', label: t('Shortcut'), required: true, placeholder: t('hours') },
      { name: 'content', label: t('Text'), required: true, rows: 5 },
      { name: 'private', label: t('Who has it'), options: [['false', t('All of staff')], ['true', t('Only me')]] },
    ],
    (values) => call('POST', ROOT, { body: { ...values, private: values.private === 'true' } }),
  );
  find(document, '[data-form]', HTMLDialogElement).addEventListener('close', () => input.focus(), { once: true });
}
