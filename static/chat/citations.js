// @ts-check
/** Opens the passage an answer rests on: the quote marked between the sentences around it. */
import { find, safeAddress } from '../shared/dom.js';
import { withoutMarks } from '../shared/markdown-blocks.js';
import { titled } from './message.js';
/** @typedef {import('./conversation.js').Citation} Citation @typedef {import('./conversation.js').Passage} Passage */

/** @param {HTMLDialogElement} dialog */
export function passages(dialog) {
  const title = find(dialog, '[data-title]', HTMLElement);
  const before = find(dialog, '[data-before]', HTMLElement);
  const quote = find(dialog, '[data-quote]', HTMLElement);
  const after = find(dialog, '[data-after]', HTMLElement);
  const link = find(dialog, '[data-link]', HTMLAnchorElement);
  let turn = 0;

  /** @param {Passage} passage */
  function show(passage) {
    title.textContent = titled(passage);
    before.textContent = withoutMarks(passage.before);
    quote.textContent = passage.quote;
    after.textContent = withoutMarks(passage.after);
    const address = safeAddress(passage.url);
    link.hidden = !address;
    if (address) link.href = address;
    quote.scrollIntoView({ block: 'center' });
  }

  // The veil belongs to the dialog element; a press on it, and not on what is inside, closes.
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  find(dialog, '[data-action="close"]', HTMLButtonElement).addEventListener('click', () => dialog.close());

  return {
    /**
     * The message's own quote at once, its surroundings as soon as they are here.
     * @param {Citation} citation
     * @param {Promise<Passage>} surroundings
     */
    async open(citation, surroundings) {
      const mine = ++turn;
      dialog.showModal();
      show({ before: '', after: '', ...citation });
      try {
        const passage = await surroundings;
        if (mine === turn) show(passage);
      } catch {
        // The document may be gone since; the quote, which the answer rests on, is shown already.
      }
    },
  };
}
