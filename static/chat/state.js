// @ts-check
/** What is going on besides the messages: who answers, who is writing, whether we are connected. */
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';

/** A lost connection shorter than this (ms) is not worth a word. */
const QUIET = 1200;

/** Somebody who began to write and was not heard of for this long (ms) has stopped. */
const FORGET = 45_000;

/** @param {Document} page */
export function states(page) {
  const status = find(page, '[data-status]', HTMLElement);
  const person = find(page, '[data-action="person"]', HTMLButtonElement);
  const note = find(page, '[data-note]', HTMLElement);
  const typing = find(page, '[data-typing]', HTMLElement);
  const who = find(typing, '[data-who]', HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let lost;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let still;

  /** @param {string} sentence empty for none */
  function say(sentence) {
    note.hidden = !sentence;
    note.textContent = sentence;
  }

  return {
    say,

    /** @param {string} value @param {string} [name] the person who has the conversation */
    status(value, name) {
      status.textContent = name ? t('status.named', { name }) : t(`status.${value}`);
      status.dataset.status = value;
      person.disabled = value === 'needs_human' || value === 'human_active';
    },

    /** Whether the next words begin a new conversation. */
    get over() {
      return status.dataset.status === 'closed';
    },

    /** @param {boolean} open */
    connected(open) {
      clearTimeout(lost);
      if (open) say('');
      else lost = setTimeout(() => say(t(navigator.onLine ? 'lost' : 'offline')), QUIET);
    },

    /** @param {string | undefined} author undefined: nobody @param {string} [name] */
    typing(author, name) {
      clearTimeout(still);
      typing.hidden = !author;
      who.textContent = author ? `${name && author === 'staff' ? t('typingName', { name }) : t(author === 'staff' ? 'staff' : 'typing')} …` : '';
      if (author) still = setTimeout(() => (typing.hidden = true), FORGET);
    },
  };
}
