// @ts-check
/** Who has the conversation: says who of the team came and left, and asks where to answer when nobody does in time. */
import { t } from '../shared/translate.js';
/** @typedef {{ status: string, name?: string, at?: string }} StatusEvent @typedef {import('./conversation.js').Message} Message */

/** Whoever was called and has not answered after this (ms) may not be there. */
const PATIENCE = 60_000;

/**
 * @param {{ status: (value: string, name?: string) => void }} state
 * @param {import('./thread.js').Thread} thread
 * @param {{ ask: () => void, drop: () => void }} email
 */
export function presence(state, thread, email) {
  let status = 'ai_active';
  /** The person who has it; empty for one without a name. @type {string | undefined} */
  let person;
  /** Since when the visitor waits for a person (ms). @type {number | undefined} */
  let since;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;

  function wait() {
    clearTimeout(later);
    if (since === undefined) email.drop();
    else later = setTimeout(() => email.ask(), Math.max(0, since + PATIENCE - Date.now()));
  }

  /** @param {StatusEvent} now @param {string} at @param {boolean} aloud */
  function tell(now, at, aloud) {
    const comes = now.status === 'human_active' && person !== (now.name ?? '');
    const leaves = now.status === 'ai_active' && person !== undefined;
    if (comes) thread.mark(now.name ? t('joined', { name: now.name }) : t('joinedTeam'), at, aloud);
    if (leaves) thread.mark(person ? t('leftAgain', { name: person }) : t('leftTeam'), at, aloud);
  }

  return {
    /** The name of the person who has it. */
    get person() {
      return person;
    },

    /** @param {StatusEvent} now @param {boolean} aloud */
    status(now, aloud) {
      const at = now.at ?? new Date().toISOString();
      tell(now, at, aloud);
      status = now.status;
      if (status === 'human_active') person = now.name ?? '';
      else if (status === 'ai_active') person = undefined;
      since = status === 'needs_human' ? (since ?? Date.parse(at)) : undefined;
      state.status(status, person);
      wait();
    },

    /** @param {Message} message */
    message(message) {
      if (message.author === 'staff') since = undefined;
      else if (message.author === 'contact' && status === 'human_active') since ??= Date.parse(message.created_at);
      else return;
      wait();
    },

    /** Another conversation begins here. */
    clear() {
      status = 'ai_active';
      person = undefined;
      since = undefined;
      state.status(status);
      wait();
    },
  };
}
