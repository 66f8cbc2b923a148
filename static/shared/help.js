// @ts-check
/** Help: questions about Handcar, answered from its own guide, on every page of the staff. */
import { ApiError, call } from './api.js';
import { actions, find, stamp } from './dom.js';
import { render } from './markdown.js';

/** @typedef {{ index: number, title: string, quote: string }} Citation */

/** Opens by its button and by `?` wherever nobody is typing. */
export function help() {
  const panel = find(document, '[data-help]', HTMLDialogElement);
  const form = find(panel, 'form', HTMLFormElement);
  const input = find(form, 'input', HTMLInputElement);
  const go = find(form, 'button', HTMLButtonElement);
  const list = find(panel, '[data-answers]', HTMLElement);
  const first = find(panel, '[data-first]', HTMLElement);

  function open() {
    if (panel.open) return;
    panel.showModal();
    input.focus();
  }

  /** @param {string} question */
  async function ask(question) {
    const item = stamp('help-answer');
    const answer = find(item, '[data-answer]', HTMLElement);
    const problem = find(item, '[data-problem]', HTMLElement);
    find(item, '[data-question]', HTMLElement).textContent = question;
    first.hidden = true;
    go.disabled = true;
    item.setAttribute('aria-busy', 'true');
    list.append(item);
    item.scrollIntoView({ block: 'end' });
    try {
      const said = await call('POST', '/api/v1/help', { body: { question } });
      render(answer, said.answer, (index) => mark(index));
      find(item, '[data-sources]', HTMLElement).replaceChildren(...sources(said.citations));
    } catch (wrong) {
      problem.hidden = false;
      problem.textContent = wrong instanceof ApiError ? wrong.sentence : 'The question could not be sent.';
      if (!input.value) input.value = question;
    } finally {
      item.removeAttribute('aria-busy');
      go.disabled = false;
      item.scrollIntoView({ block: 'nearest' });
      input.focus();
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const question = input.value.trim();
    if (!question || go.disabled) return;
    input.value = '';
    ask(question);
  });
  // A press beside the panel closes it, one inside does not.
  panel.addEventListener('click', (event) => {
    if (event.target === panel) panel.close();
  });
  actions(panel, { close: () => panel.close(), suggested: (hook) => go.disabled || ask(hook.textContent ?? '') });
  actions(document, { help: open });
  addEventListener('keydown', (event) => {
    const busy = document.querySelector('dialog[open]') || (event.target instanceof Element && event.target.closest('input, textarea, select'));
    const inside = !find(document, '[data-signed]', HTMLElement).hidden;
    if (event.key !== '?' || busy || !inside || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    open();
  });
}

/** @param {number} index */
function mark(index) {
  const made = document.createElement('sup');
  made.textContent = String(index);
  return made;
}

/** Each page of the guide once, with what is quoted of it. @param {Citation[]} citations */
function sources(citations) {
  /** @type {Map<string, HTMLElement>} */
  const pages = new Map();
  for (const { index, title, quote } of citations) {
    const page = pages.get(title) ?? stamp('help-source');
    pages.set(title, page);
    find(page, '[data-title]', HTMLElement).textContent = title;
    const words = document.createElement('blockquote');
    words.append(mark(index), ` ${quote}`);
    page.append(words);
  }
  return pages.values();
}
