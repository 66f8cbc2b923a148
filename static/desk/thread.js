// @ts-check
/** One conversation: what was said, day by day, and what is written next. */
import { call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { dayName } from './ages.js';
import { Composer } from './composer.js';
import { messageItem } from './message-item.js';
import { button } from './rows.js';
import { Scheduled } from './scheduled.js';

/**
 * @typedef {{ id: string, seq: number, conversation_id: string, author: string, author_id?: string | null, channel: string, content: string, private: boolean, attachments?: import('./attachment.js').Attachment[],
 *   citations?: (import('../shared/sources.js').Citation & { document_id: string, start: number, end: number })[], has_original?: boolean, unanswered?: string | null, run_id?: string | null,
 *   delivery: { status: string, error?: string | null }, created_at: string, edited_at?: string | null, deleted_at?: string | null,
 *   fields?: { label: string, value: string }[], feedback?: { rating: 'up' | 'down', comment: string | null } | null }} Message
 */

/** How many messages are read at once, and again after each event; what is older stays as it was read. */
const PAGE = 50;
const MOST = 200;

/** So near to its end (px) a thread is read to its end, and what comes is shown. */
const NEAR = 80;

/** @param {Message} a @param {Message} b a note has the number of the message it stands behind */
const order = (a, b) => a.seq - b.seq || Number(a.private) - Number(b.private) || a.created_at.localeCompare(b.created_at) || a.id.localeCompare(b.id);

export class Thread {
  #conversation = '';
  #turn = 0;
  /** @type {Message[]} */
  #messages = [];
  /** @type {import('./deliveries.js').Delivery[]} */
  #parts = [];
  #older = false;
  /** Whether one reads at its end. */
  #low = true;
  #top = 0;
  /** What is drawn already, and of what. @type {Map<string, { of: string, item: HTMLElement }>} */
  #drawn = new Map();

  /** @param {HTMLElement} side @param {(problem: unknown) => void} tell @param {() => Promise<unknown>} sent after an answer @param {boolean} looksOnly */
  constructor(side, tell, sent, looksOnly) {
    this.side = side;
    this.tell = tell;
    this.list = find(side, '[data-messages]', HTMLElement);
    const newest = () => this.#messages.at(-1)?.seq ?? 0;
    this.composer = new Composer(side, sent, tell, newest);
    this.scheduled = new Scheduled(find(side, '[data-scheduled]', HTMLElement), looksOnly, (words) => this.composer.add(words), newest, tell);
    this.list.addEventListener('scroll', () => {
      const { scrollTop, scrollHeight, clientHeight } = this.list;
      // only who scrolls up leaves the end; what grows does not make one leave it
      this.#low = scrollHeight - scrollTop - clientHeight < NEAR || (this.#low && scrollTop >= this.#top);
      this.#top = scrollTop;
    });
    // a picture that arrives, or a longer answer below, hides nothing of what is new
    new ResizeObserver(() => this.#low && this.#toEnd()).observe(this.list);
    this.around = { looksOnly, fresh: () => this.load(this.#conversation).catch(tell), tell };
  }

  /** Reads the newest messages again; those before them stay. @param {string} conversation */
  async load(conversation) {
    const mine = ++this.#turn;
    const other = conversation !== this.#conversation;
    this.#conversation = conversation;
    if (other) this.#messages = [];
    if (!this.around.looksOnly) this.composer.open(conversation).catch(this.tell);
    this.scheduled.load(conversation).catch(this.tell);
    const limit = Math.min(MOST, Math.max(PAGE, this.#messages.length));
    const [page, { data: parts }] = await Promise.all([
      call('GET', `/api/v1/conversations/${conversation}/messages?limit=${limit}`),
      call('GET', `/api/v1/deliveries?conversation=${conversation}&limit=200`),
    ]);
    if (mine !== this.#turn) return;
    const first = page.data[0];
    const known = new Set(this.#messages.map((one) => one.id));
    // where nothing is known of what was read, something may lie between
    const joins = page.data.some((/** @type {Message} */ one) => known.has(one.id));
    const kept = joins ? this.#messages.filter((one) => order(one, first) < 0) : [];
    this.#older = kept.length ? this.#older : Boolean(page.next);
    this.#messages = [...kept, ...page.data];
    this.#parts = parts;
    if (other) this.#low = true;
    this.#draw();
    if (this.#low) this.#toEnd();
  }

  #toEnd() {
    this.#low = true;
    this.list.scrollTop = this.list.scrollHeight;
  }

  /** Shows a message with what stands around it. @param {number} seq */
  async jump(seq) {
    const conversation = this.#conversation;
    while (seq && this.#older && this.#messages[0].seq > seq && conversation === this.#conversation) await this.earlier(MOST);
    for (const item of this.list.querySelectorAll(`[data-seq="${seq}"]`)) {
      this.#low = false;
      item.scrollIntoView({ block: 'center' });
      item.toggleAttribute('data-found', true);
    }
  }

  /** Reads what is older; what one reads stays where it is on the screen. */
  async earlier(limit = PAGE) {
    const conversation = this.#conversation;
    const page = await call('GET', `/api/v1/conversations/${conversation}/messages?limit=${limit}&before=${this.#messages[0].seq}`);
    if (conversation !== this.#conversation) return;
    const known = new Set(this.#messages.map((one) => one.id));
    this.#messages = [...page.data.filter((/** @type {Message} */ one) => !known.has(one.id)), ...this.#messages].sort(order);
    this.#older = Boolean(page.next);
    const below = this.list.scrollHeight - this.list.scrollTop;
    this.#draw();
    this.list.scrollTop = this.list.scrollHeight - below;
  }

  /** What has not changed stays as it stands, with its focus, its players and what is unfolded in it. */
  #draw() {
    const before = this.#drawn;
    this.#drawn = new Map();
    /** @type {HTMLElement[]} */
    const items = this.#older ? [this.#line(before, 'earlier', 'earlier', () => [button({ act: 'earlier', label: t('Show earlier messages') })])] : [];
    let day = '';
    for (const one of this.#messages) {
      const name = dayName(one.created_at);
      if (name !== day) items.push(this.#line(before, `day ${name}`, 'day', () => [name]));
      day = name;
      const parts = this.#parts.filter((part) => part.message_id === one.id);
      const of = JSON.stringify([one, parts]);
      const known = before.get(one.id);
      const item = known?.of === of ? known.item : messageItem(one, parts, this.around);
      this.#drawn.set(one.id, { of, item });
      items.push(item);
    }
    // what stays is not moved, or it would stop playing
    const stay = new Set(items);
    for (const child of [...this.list.children]) if (!stay.has(/** @type {HTMLElement} */ (child))) child.remove();
    items.forEach((item, at) => this.list.children[at] !== item && this.list.insertBefore(item, this.list.children[at] ?? null));
  }

  /** A line that is no message. @param {Map<string, { of: string, item: HTMLElement }>} before @param {string} key @param {string} look @param {() => (Node | string)[]} content */
  #line(before, key, look, content) {
    const item = before.get(key)?.item ?? document.createElement('li');
    if (!item.childNodes.length) item.append(...content());
    item.className = look;
    this.#drawn.set(key, { of: '', item });
    return item;
  }
}
