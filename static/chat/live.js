// @ts-check
/** What happens in the conversation, from its first event on: all of it comes by one stream, in its order, each once. */
import { listen } from '../shared/stream.js';
import { toast } from '../shared/toast.js';
import { isGone } from './conversation.js';
/** @typedef {import('./conversation.js').Message} Message */

/** Between two tries (ms) to reach a server that is away. */
const AGAIN = 3000;

/**
 * @typedef {object} Parts
 * @property {import('./conversation.js').Conversation} conversation
 * @property {import('./thread.js').Thread} thread
 * @property {ReturnType<typeof import('./state.js').states>} state
 * @property {ReturnType<typeof import('./presence.js').presence>} who
 * @property {ReturnType<typeof import('./email.js').emailAsk>} email
 * @property {ReturnType<typeof import('./read.js').reading>} read
 * @property {{ arrived: () => void, toEnd: () => void }} end
 * @property {(message: Message, aloud: boolean) => void} show
 */

/** @param {Parts} parts */
export function live({ conversation, thread, state, who, email, read, end, show }) {
  let hush = () => {};
  /** Events up to this one happened before the page was opened, and are not read aloud. */
  let before = 0;

  /** Listens from the last event that was heard. */
  function hear() {
    hush();
    hush = listen(
      () => conversation.events(thread.last),
      {
        message: (message, seq) => {
          thread.last = seq;
          show(message, seq > before);
          who.message(message);
          read.seen();
        },
        delta: (delta) => {
          thread.add(delta);
          state.typing(undefined);
          end.arrived();
        },
        typing: ({ author }) => author !== 'contact' && !thread.writing && state.typing(author, who.person),
        status: (now, seq) => {
          // said by the server as it ends the stream, and not one of the numbered events
          thread.last = Math.max(thread.last, seq);
          who.status(now, seq > before);
          // a person stepped in: what the bot was writing is not going to be sent
          if (now.status !== 'ai_active') thread.stopWriting();
          if (now.status === 'closed' && seq >= before) ended();
          read.seen();
        },
        error: ({ message }, seq) => {
          thread.last = Math.max(thread.last, seq);
          state.typing(undefined);
          if (seq > before) toast(message);
        },
      },
      async (now) => {
        if (now !== 'refused') state.connected(now === 'open');
        else if (await conversation.isLost()) ended();
      },
    );
  }

  /** What was said stays to be read. */
  function ended() {
    stop();
    who.status({ status: 'closed' }, true);
  }

  function stop() {
    hush();
    hush = () => {};
    state.connected(true);
    state.typing(undefined);
  }

  return {
    hear,
    stop,

    /** Takes up the kept conversation where it was left. @returns {Promise<boolean>} whether the server knows one */
    async resume() {
      const { visit } = conversation;
      before = 0;
      if (!visit) return false;
      for (;;) {
        try {
          const facts = await conversation.facts();
          if (visit.id !== conversation.visit?.id) return false;
          before = facts.last_seq;
          email.knows(facts.answer_email ?? '', facts.contact.email ?? '');
          read.known(visit.id, facts.seen_seq, facts.unread_count);
          hear();
          end.toEnd();
          return before > 0;
        } catch (problem) {
          if (isGone(problem)) {
            conversation.visits.forget(visit.id);
            who.status({ status: 'closed' }, false);
            return false;
          }
          state.connected(false);
          await new Promise((done) => setTimeout(done, AGAIN));
        }
      }
    },
  };
}
