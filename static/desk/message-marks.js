// @ts-check
/** The words beside a message: who wrote it, what became of it, and what the customer thinks of it. */
import { t } from '../shared/translate.js';

/** @typedef {import('./thread.js').Message} Message */

/** @param {string} kind */
export const author = (kind) => ({ contact: t('Customer'), agent: t('Agent'), staff: t('Team'), system: 'Handcar' })[kind] ?? kind;

/** As messengers show it; the words are for everybody. @param {string} [status] of the delivery */
export function mark(status = '') {
  const words = {
    queued: `… ${t('waiting')}`,
    sending: `… ${t('being sent')}`,
    sent: `✓ ${t('sent')}`,
    delivered: `✓✓ ${t('delivered')}`,
    read: `✓✓ ${t('read')}`,
    refused: `✗ ${t('not delivered')}`,
    dead: `✗ ${t('not delivered')}`,
    unknown: `? ${t('may not have arrived')}`,
    withdrawn: t('withdrawn'),
  };
  return words[/** @type {keyof words} */ (status)] ?? '';
}

/** What was ordered stands beside the words; the lines of a form are the words. @param {{ label: string, value: string }} one */
export function field(one) {
  const item = document.createElement('li');
  item.textContent = [one.label, one.value].filter(Boolean).join(': ');
  return item;
}

/** Why the agent left a message alone, as [UnansweredReason] names it. @param {Pick<Message, 'unanswered' | 'fields'>} one */
export function reason(one) {
  const words = {
    out_of_office: t('an out-of-office reply'),
    automatic: t('a program sent it'),
    mailing_list: t('a mailing list or newsletter'),
    returned: t('a returned mail'),
    no_reply_address: t('nobody reads its address'),
    late: t('it came too late'),
    no_text: one.fields ? t('filled in, for your team') : t('nothing written to read'),
    answered_by_provider: t('the provider has answered it'),
    elsewhere: t('another app has the conversation'),
    loop: t('two programs answer each other'),
    forwarded: t('somebody of the team forwarded it'),
    copy: t('somebody else wrote to the customer'),
    answers_staff: t('somebody else answers your team'),
    unreadable: t('the mail server could not give it: open it in the mailbox'),
    transcribing: t('its voice note becomes text at this moment'),
  };
  return words[/** @type {keyof words} */ (one.unanswered)] ?? one.unanswered;
}

/** What the customer thinks of an answer. @param {Message} one */
export function rated(one) {
  if (!one.feedback) return '';
  const words = one.feedback.rating === 'up' ? `👍 ${t('the customer liked it')}` : `👎 ${t('it did not help the customer')}`;
  return one.feedback.comment ? `${words}: “${one.feedback.comment}”` : words;
}
