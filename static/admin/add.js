// @ts-check
/** The dialog that adds a pasted text or the page behind an address. */
import { ApiError } from '../shared/api.js';
import { find, safeAddress } from '../shared/dom.js';
import { t } from '../shared/translate.js';

/** @param {HTMLDialogElement} dialog @param {import('./catalog.js').Catalog} catalog @param {() => string} agent */
export function adding(dialog, catalog, agent) {
  const form = find(dialog, 'form', HTMLFormElement);
  const problem = find(dialog, '[data-problem]', HTMLElement);
  const go = find(dialog, '[data-go]', HTMLButtonElement);
  /** @type {'text' | 'link'} */
  let kind = 'text';

  const field = (/** @type {string} */ name) => {
    const found = form.elements.namedItem(name);
    return found instanceof HTMLInputElement || found instanceof HTMLTextAreaElement ? found.value.trim() : '';
  };

  /** @param {string} sentence */
  function tell(sentence) {
    problem.hidden = !sentence;
    problem.textContent = sentence;
  }

  /** @returns {{ url: string } | { title: string, text: string } | undefined} */
  function filled() {
    if (kind === 'link') {
      const typed = field('url');
      const url = safeAddress(/^[a-z]+:/i.test(typed) ? typed : `https://${typed}`);
      if (typed && url) return { url };
      tell(t('Please give the address of a page, such as https://example.com/prices.'));
      find(form, '#add-url', HTMLElement).focus();
    } else {
      const text = field('text');
      const title = field('title') || text.split('\n')[0].slice(0, 80);
      if (text) return { title, text };
      tell(t('Please paste some text.'));
      find(form, '#add-text', HTMLElement).focus();
    }
    return undefined;
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const what = filled();
    if (!what) return;
    go.disabled = true;
    try {
      await catalog.add(what, find(form, 'select', HTMLSelectElement).value);
      dialog.close();
      form.reset();
    } catch (wrong) {
      if (!(wrong instanceof ApiError)) throw wrong;
      tell(wrong.sentence);
    } finally {
      go.disabled = false;
    }
  });
  find(dialog, '[data-action="cancel"]', HTMLButtonElement).addEventListener('click', () => dialog.close());

  /** @param {'text' | 'link'} which */
  return (which) => {
    kind = which;
    tell('');
    find(dialog, '[data-title]', HTMLElement).textContent = kind === 'text' ? t('Add a text') : t('Add a page by its link');
    for (const part of ['text', 'link']) find(dialog, `[data-kind="${part}"]`, HTMLElement).hidden = part !== kind;
    find(form, 'select', HTMLSelectElement).value = agent();
    dialog.showModal();
    find(dialog, kind === 'text' ? '#add-name' : '#add-url', HTMLElement).focus();
  };
}
