// @ts-check
/** The words beside a message: who wrote it, what became of it, and what the customer thinks of it. */

export const AUTHORS = { contact: 'Customer', agent: 'Agent', staff: 'Team', system: 'Handcar' };

/** As messengers show it; the words are for everybody. @type {Record<string, string>} */
export const MARKS = { queued: '… waiting', sending: '… being sent', sent: '✓ sent', delivered: '✓✓ delivered', read: '✓✓ read', refused: '✗ not delivered', dead: '✗ not delivered', unknown: '? may not have arrived', withdrawn: 'withdrawn' };

/** Why the agent left a message alone, as [UnansweredReason] names it. @type {Record<string, string>} */
const REASONS = { out_of_office: 'an out-of-office reply', automatic: 'a program sent it', mailing_list: 'a mailing list or newsletter', returned: 'a returned mail', no_reply_address: 'nobody reads its address', late: 'it came too late', no_text: 'nothing written to read', answered_by_provider: 'the provider has answered it', elsewhere: 'another app has the conversation', loop: 'two programs answer each other', forwarded: 'somebody of the team forwarded it', transcribing: 'its voice note becomes text at this moment' };

/** What was ordered stands beside the words; the lines of a form are the words. @param {{ label: string, value: string }} one */
export function field(one) {
  const item = document.createElement('li');
  item.textContent = [one.label, one.value].filter(Boolean).join(': ');
  return item;
}

/** @param {import('./thread.js').Message} one */
export const reason = (one) => (one.unanswered === 'no_text' && one.fields ? 'filled in, for your team' : (REASONS[one.unanswered ?? ''] ?? one.unanswered));

/** What the customer thinks of an answer. @param {import('./thread.js').Message} one */
export const rated = (one) => (one.feedback ? `${one.feedback.rating === 'up' ? '👍 the customer liked it' : '👎 it did not help the customer'}${one.feedback.comment ? `: “${one.feedback.comment}”` : ''}` : '');
