// @ts-check
/** Tells the server what the visitor has seen, so that nothing of it is mailed or counted as new: only while the page is looked at. */

/** Messages come in bursts; one request (ms) says it of all. */
const GATHER = 800;

/** @param {import('./conversation.js').Conversation} conversation @param {import('./thread.js').Thread} thread @param {import('./frame.js').Host} host */
export function reading(conversation, thread, host) {
  /** The last event told, by conversation. @type {Map<string, number>} */
  const told = new Map();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  /** @type {Promise<unknown>} */
  let telling = Promise.resolve();

  async function tell() {
    later = undefined;
    const id = conversation.visit?.id;
    const seq = thread.last;
    if (!id || !host.isSeen() || seq <= (told.get(id) ?? 0)) return;
    told.set(id, seq);
    // told again with the next message; a visitor need not hear of it
    telling = conversation.read(seq).catch(() => void told.set(id, 0));
    await telling;
  }

  const seen = () => (later ??= setTimeout(tell, GATHER));
  document.addEventListener('visibilitychange', seen);
  document.addEventListener('handcar:seen', seen);
  return {
    seen,
    /** The visitor goes to another conversation: what is yet to be told of this one is told now. */
    async leave() {
      clearTimeout(later);
      await tell();
      await telling;
    },
    /** What the server knows already. @param {string} id @param {number} seq @param {number} unread */
    known(id, seq, unread) {
      told.set(id, seq);
      host.missed(host.isSeen() ? 0 : unread);
    },
  };
}
