// @ts-check
/** An @ in a note offers colleagues; whoever is named finds the conversation among their mentions. */
import { t } from '../shared/translate.js';
import { answering } from './colleagues.js';

const MOST = 8;

/**
 * @param {HTMLTextAreaElement} input
 * @param {() => boolean} writesNote
 * @param {() => void} typed
 * @returns {() => import('./suggestion-list.js').Suggestion[]} the colleagues whose name begins with what was typed after the @ before the caret
 */
export function mentions(input, writesNote, typed) {
  const word = () => /(?:^|\s)@([\p{L}\p{N}._-]*)$/u.exec(input.value.slice(0, input.selectionStart))?.[1];

  /** @param {string} name */
  function take(name) {
    const caret = input.selectionStart;
    input.setRangeText(`${name} `, caret - (word() ?? '').length, caret, 'end');
    typed();
    input.focus();
  }

  return () => {
    const begun = writesNote() ? word()?.toLowerCase() : undefined;
    if (begun === undefined) return [];
    return answering()
      .filter((one) => one.name.toLowerCase().split(/\s+/).some((name) => name.startsWith(begun)))
      .slice(0, MOST)
      .map((one) => ({ name: `@${one.name}`, about: t(one.role), take: () => take(one.name) }));
  };
}
