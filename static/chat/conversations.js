// @ts-check
/** The visitor's conversations with this agent: a list to choose from, and a sign when another one has something new. */
import { find, focusAfter } from '../shared/dom.js';
import { day } from '../shared/format.js';
import { t } from '../shared/translate.js';
import { isGone } from './conversation.js';
/** @typedef {import('./visits.js').Visit} Visit @typedef {import('./conversation.js').Facts} Facts */

/**
 * @param {HTMLDialogElement} dialog
 * @param {HTMLButtonElement} opener
 * @param {import('./conversation.js').Conversation} conversation
 * @param {(visit: Visit) => void} choose
 */
export function conversations(dialog, opener, conversation, choose) {
  const list = find(dialog, '[data-list]', HTMLElement);
  const { visits } = conversation;

  /** What the server knows of each; those it knows no longer are not listed again. @returns {Promise<{ visit: Visit, facts: Facts }[]>} */
  async function known() {
    const found = await Promise.all(
      visits.all().map((visit) =>
        conversation.facts(visit).then(
          (facts) => [{ visit, facts }],
          (problem) => {
            // the one that is open says itself that it has ended
            if (isGone(problem) && visit.id !== visits.current?.id) visits.forget(visit.id);
            return [];
          },
        ),
      ),
    );
    return found.flat();
  }

  /** @param {{ visit: Visit, facts: Facts }} one */
  function row({ visit, facts }) {
    const here = visit.id === visits.current?.id;
    const item = document.createElement('li');
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'quiet';
    button.setAttribute('aria-current', String(here));
    const words = part('preview', facts.preview || t('blank'));
    const when = part('when', here ? t('here') : day(facts.last_message_at));
    button.append(words, when);
    if (!here && facts.unread_count) button.append(part('badge', t('unread', { n: facts.unread_count })));
    button.addEventListener('click', () => {
      dialog.close();
      if (!here) choose(visit);
    });
    item.append(button);
    return item;
  }

  async function look() {
    const all = visits.all();
    opener.hidden = all.length < 2;
    if (all.length < 2) return;
    const unread = (await known()).some(({ visit, facts }) => facts.unread_count > 0 && visit.id !== visits.current?.id);
    opener.toggleAttribute('data-unread', unread);
    opener.title = unread ? t('elsewhere') : t('list');
    opener.setAttribute('aria-label', opener.title);
    opener.hidden = visits.all().length < 2;
  }

  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  find(dialog, '[data-action="close"]', HTMLButtonElement).addEventListener('click', () => dialog.close());
  document.addEventListener('visibilitychange', () => document.hidden || look());

  return {
    look,
    async open() {
      dialog.showModal();
      await focusAfter(find(dialog, 'button', HTMLButtonElement), async () => list.replaceChildren(...(await known()).map(row)));
    },
  };
}

/** @param {string} look @param {string} words */
function part(look, words) {
  const made = document.createElement('span');
  made.className = look;
  made.dir = 'auto';
  made.textContent = words;
  return made;
}
