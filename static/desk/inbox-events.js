// @ts-check
/** What happens while one looks reaches the inbox: its list, the open thread, and who of staff is there. */
import { live } from './live.js';
import { together } from './together.js';

/**
 * @typedef {{ open: () => string, list: () => Promise<unknown>, thread: (id: string) => Promise<unknown>, all: () => Promise<unknown>,
 *   shown: (one: import('./conversations.js').Conversation) => void, colleague: (news: any) => void }} Inbox
 * `open`: the conversation that is; `list`, `thread`, `all` read again; `shown`: the open one has changed; `colleague` does something in it
 */

/** Reads the inbox and follows what happens to it. @param {HTMLElement} room @param {Inbox} inbox @param {() => Promise<unknown>} read */
export async function follow(room, inbox, read) {
  // the store counts by itself
  const soon = together(() => inbox.list().catch(() => {}));
  const said = together(() => inbox.open() && inbox.thread(inbox.open()).catch(() => {}));
  const again = () => inbox.all().catch(() => {});
  /** @type {Promise<unknown> | undefined} */
  let first;
  live(
    {
      message: (news) => {
        if (news.conversation_id === inbox.open()) said();
        soon();
      },
      conversation: (news) => {
        if (news.id === inbox.open()) inbox.shown(news);
        soon();
      },
      presence: (news) => news.conversation_id === inbox.open() && inbox.colleague(news),
      reload: again,
    },
    // what happened before the stream opened, once what was read by then is shown
    (state) => state === 'open' && first?.then(again, again),
    room,
  );
  // whether the stream is open already is told first
  await Promise.resolve();
  await (first = read());
}
