// @ts-check
/** A panel at the side in which questions are asked, each answered with its sources. */
import { ApiError } from './api.js';
import { actions, find, focusAfter, stamp } from './dom.js';
import { render } from './markdown.js';
import { mark, sources } from './sources.js';
import { t } from './translate.js';

/**
 * @typedef {{ answer: string, citations: import('./sources.js').Citation[], note?: string }} Answer `note` is said below the sources
 */

export class Questions {
  /** Whether an answer is awaited, and of which opening. */
  #turn = 0;

  /** @param {HTMLDialogElement} panel @param {(question: string) => Promise<Answer>} answer */
  constructor(panel, answer) {
    this.panel = panel;
    this.answer = answer;
    this.form = find(panel, 'form', HTMLFormElement);
    this.input = find(this.form, 'input', HTMLInputElement);
    this.go = find(this.form, 'button', HTMLButtonElement);
    this.list = find(panel, '[data-answers]', HTMLElement);
    this.first = find(panel, '[data-first]', HTMLElement);
    this.form.addEventListener('submit', (event) => {
      event.preventDefault();
      const question = this.input.value.trim();
      if (!question || this.go.disabled) return;
      this.input.value = '';
      this.#ask(question);
    });
    // A press beside the panel closes it, one inside does not.
    panel.addEventListener('click', (event) => {
      if (event.target === panel) panel.close();
    });
    actions(panel, { close: () => panel.close(), suggested: (hook) => this.go.disabled || this.#ask(hook.textContent ?? '') });
  }

  open() {
    if (this.panel.open) return;
    this.panel.showModal();
    this.input.focus();
  }

  /** Forgets what was asked. */
  clear() {
    this.#turn++;
    this.list.replaceChildren();
    this.first.hidden = false;
    this.go.disabled = false;
    this.input.value = '';
  }

  /** @param {string} question */
  #ask(question) {
    return focusAfter(this.input, () => this.#answered(question));
  }

  /** @param {string} question */
  async #answered(question) {
    const mine = this.#turn;
    const item = stamp('help-answer');
    find(item, '[data-question]', HTMLElement).textContent = question;
    this.first.hidden = true;
    this.go.disabled = true;
    item.setAttribute('aria-busy', 'true');
    this.list.append(item);
    item.scrollIntoView({ block: 'end' });
    try {
      fill(item, await this.answer(question));
    } catch (wrong) {
      const problem = find(item, '[data-problem]', HTMLElement);
      problem.hidden = false;
      problem.textContent = wrong instanceof ApiError ? wrong.sentence : t('The question could not be sent.');
      if (mine === this.#turn && !this.input.value) this.input.value = question;
    } finally {
      item.removeAttribute('aria-busy');
      if (mine === this.#turn) {
        this.go.disabled = false;
        item.scrollIntoView({ block: 'nearest' });
      }
    }
  }
}

/** @param {HTMLElement} item @param {Answer} said */
function fill(item, said) {
  render(find(item, '[data-answer]', HTMLElement), said.answer, mark);
  find(item, '[data-sources]', HTMLElement).replaceChildren(...sources(said.citations));
  const note = find(item, '[data-note]', HTMLElement);
  note.textContent = said.note ?? '';
  note.hidden = !said.note;
}
