// @ts-check
/** Asks where to answer somebody who may not wait; afterwards says where the answer comes to. */
import { ApiError } from '../shared/api.js';
import { find, focusAfter } from '../shared/dom.js';
import { t } from '../shared/translate.js';

/** @param {HTMLFormElement} form @param {import('./conversation.js').Conversation} conversation */
export function emailAsk(form, conversation) {
  const input = find(form, 'input', HTMLInputElement);
  const asks = find(form, '[data-asks]', HTMLElement);
  const kept = find(form, '[data-kept]', HTMLElement);
  const where = find(kept, '[data-where]', HTMLElement);
  const problem = find(form, '[data-problem]', HTMLElement);
  /** Conversations in which it was declined. @type {Set<string>} */
  const declined = new Set();
  let email = '';

  /** @param {boolean} asking */
  function show(asking) {
    form.hidden = false;
    asks.hidden = !asking;
    kept.hidden = asking;
    where.textContent = t('emailKept', { email: `\u2068${email}\u2069` });
  }

  /** @param {string} sentence empty for none */
  function fault(sentence) {
    problem.textContent = sentence;
    problem.hidden = !sentence;
    input.setAttribute('aria-invalid', String(Boolean(sentence)));
  }

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const given = input.value.trim();
    if (!given || !input.checkValidity()) {
      fault(t('emailWrong'));
      input.focus();
      return;
    }
    try {
      await focusAfter(find(kept, 'button', HTMLButtonElement), async () => {
        email = (await conversation.answerBy(given)).email;
        fault('');
        show(false);
      });
    } catch (refused) {
      if (!(refused instanceof ApiError)) throw refused;
      fault(refused.fields.email ? t('emailWrong') : refused.status === 429 ? t('slow', { n: refused.retryAfter || 60 }) : t('failed'));
    }
  });
  find(form, '[data-decline]', HTMLButtonElement).addEventListener('click', () => {
    declined.add(conversation.visit?.id ?? '');
    form.hidden = true;
    document.getElementById('words')?.focus();
  });
  find(kept, 'button', HTMLButtonElement).addEventListener('click', () => {
    show(true);
    input.focus();
    input.select();
  });

  return {
    /** Nobody answers. */
    ask() {
      if (email) show(false);
      else if (form.hidden && !declined.has(conversation.visit?.id ?? '')) show(true);
    },
    /** Somebody answers after all; words that are being typed stay. */
    drop() {
      if (!input.value || email) form.hidden = true;
    },
    /** What is known of another conversation. @param {string} [known] where to answer @param {string} [likely] the visitor's own */
    knows(known = '', likely = '') {
      email = known;
      input.value = known || likely;
      form.hidden = true;
      fault('');
    },
  };
}
