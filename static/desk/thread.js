// @ts-check
/** One conversation: what was said, what came along, and what became of each answer on its way. */
import { call } from '../shared/api.js';
import { find, stamp } from '../shared/dom.js';
import { render } from '../shared/markdown.js';
import { mark, sources } from '../shared/sources.js';
import { attachment, said } from './attachment.js';
import { sendAgain } from './deliveries.js';
import { Composer } from './composer.js';
import { button } from './rows.js';

/**
 * @typedef {{ id: string, seq: number, author: string, author_id?: string | null, channel: string, content: string, private: boolean, attachments?: import('./attachment.js').Attachment[],
 *   citations?: import('../shared/sources.js').Citation[], has_original?: boolean, unanswered?: string | null,
 *   delivery: { status: string, error?: string | null }, created_at: string, edited_at?: string | null, deleted_at?: string | null }} Message
 */

const AUTHORS = { contact: 'Customer', agent: 'Agent', staff: 'Team', system: 'Handcar' };

/** As messengers show it; the words are for everybody. @type {Record<string, string>} */
const MARKS = { queued: '… waiting', sending: '… being sent', sent: '✓ sent', delivered: '✓✓ delivered', read: '✓✓ read', refused: '✗ not delivered', dead: '✗ not delivered', unknown: '? may not have arrived', withdrawn: 'withdrawn' };

/** Why the agent left a message alone, as [UnansweredReason] names it. @type {Record<string, string>} */
const REASONS = { out_of_office: 'an out-of-office reply', automatic: 'a program sent it', mailing_list: 'a mailing list or newsletter', returned: 'a returned mail', no_reply_address: 'nobody reads its address', late: 'it came more than a day late', no_text: 'nothing written to read', answered_by_provider: 'the provider has answered it', loop: 'two programs answer each other', transcribing: 'its voice note becomes text at this moment' };

const STUCK = ['refused', 'dead', 'unknown'];

export class Thread {
  #conversation = '';
  #turn = 0;

  /** @param {HTMLElement} side @param {(problem: unknown) => void} tell @param {() => Promise<unknown>} sent after an answer */
  constructor(side, tell, sent) {
    this.side = side;
    this.tell = tell;
    this.composer = new Composer(side, sent, tell);
  }

  /** @param {string} conversation */
  async load(conversation) {
    const mine = ++this.#turn;
    const other = conversation !== this.#conversation;
    this.#conversation = conversation;
    this.composer.open(conversation).catch(this.tell);
    const [{ data: messages }, { data: parts }] = await Promise.all([
      call('GET', `/api/v1/conversations/${conversation}/messages?limit=200`),
      call('GET', `/api/v1/deliveries?conversation=${conversation}&limit=200`),
    ]);
    if (mine !== this.#turn) return;
    const list = find(this.side, '[data-messages]', HTMLElement);
    const low = other || list.scrollHeight - list.scrollTop - list.clientHeight < 80;
    list.replaceChildren(...messages.map((/** @type {Message} */ one) => this.#drawn(one, parts)));
    if (low) list.scrollTop = list.scrollHeight;
  }

  /** @param {Message} one @param {import('./deliveries.js').Delivery[]} parts */
  #drawn(one, parts) {
    const item = stamp('message');
    item.dataset.from = one.private ? 'note' : one.author;
    const time = new Date(one.created_at).toLocaleTimeString(undefined, { hour: 'numeric', minute: '2-digit' });
    find(item, '[data-who]', HTMLElement).textContent = `${one.private ? 'Note' : (AUTHORS[/** @type {keyof typeof AUTHORS} */ (one.author)] ?? one.author)} · ${time}`;
    const content = find(item, '[data-content]', HTMLElement);
    const words = said(one.content, one.attachments ?? []);
    // what was written in a provider's own app is no Markdown
    const here = one.author === 'agent' || (one.author === 'staff' && !one.private && (one.channel === 'web' || parts.some((part) => part.message_id === one.id)));
    if (here && !one.deleted_at) render(content, words, mark);
    else content.textContent = one.deleted_at ? 'This message was deleted by its sender.' : words;
    content.toggleAttribute('data-deleted', Boolean(one.deleted_at));
    find(item, '[data-sources]', HTMLElement).replaceChildren(...sources(one.deleted_at ? [] : (one.citations ?? [])));
    find(item, '[data-attachments]', HTMLElement).replaceChildren(...(one.attachments ?? []).map(attachment));
    const marks = find(item, '[data-marks]', HTMLElement);
    const facts = [one.edited_at && !one.deleted_at ? 'edited' : '', one.author === 'contact' || one.private ? '' : (MARKS[one.delivery?.status] ?? ''), one.delivery?.error ?? '', one.unanswered ? `not answered: ${REASONS[one.unanswered] ?? one.unanswered}` : ''];
    marks.textContent = facts.filter(Boolean).join(' · ');
    marks.dataset.tone = STUCK.includes(one.delivery?.status) ? 'bad' : '';
    for (const part of parts.filter((each) => each.message_id === one.id && STUCK.includes(each.state))) {
      const again = button({ act: 'again', label: part.parts > 1 ? `Send part ${part.part} again` : 'Send again' });
      again.addEventListener('click', () => sendAgain(part, () => this.load(this.#conversation).catch(this.tell), this.tell));
      marks.append(' ', again);
    }
    if (one.has_original) {
      const labels = one.unanswered === 'no_text' ? ['Show the raw message', 'Show it as before'] : ['Show the whole message', 'Show the new part only'];
      const whole = button({ act: 'whole', label: labels[0] });
      whole.addEventListener('click', () => this.#whole(one, content, whole, labels).catch(this.tell));
      marks.append(' ', whole);
    }
    return item;
  }

  /**
   * The earlier mails that were taken off, or the provider's payload, in place.
   * @param {Message} one @param {HTMLElement} content @param {HTMLButtonElement} turn @param {string[]} labels to show it and to hide it
   */
  async #whole(one, content, turn, labels) {
    const shows = turn.getAttribute('aria-expanded') === 'true';
    content.textContent = shows ? said(one.content, one.attachments ?? []) : (await call('GET', `/api/v1/conversations/${this.#conversation}/messages/${one.id}/original`)).content;
    turn.setAttribute('aria-expanded', String(!shows));
    turn.textContent = shows ? labels[0] : labels[1];
  }
}
