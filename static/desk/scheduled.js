// @ts-check
/** Replies that are sent later, at the end of their thread: to be read, changed and taken back until then. */
import { call } from '../shared/api.js';
import { toast } from '../shared/toast.js';
import { html, nothing, render } from '../lit-html/lit-html.js';
import { counted } from '../shared/format.js';
import { language, t } from '../shared/translate.js';
import { full } from './ages.js';
import { ask } from './dialogs.js';
import { moment, momentFields } from './moments.js';

/** @typedef {{ id: string, conversation_id: string, author_id: string, author_name: string, content: string, attachments: string[], send_at: string }} ScheduledReply */

export class Scheduled {
  #conversation = '';
  /** @type {ScheduledReply[]} */
  #all = [];

  /** @param {HTMLElement} place @param {boolean} looksOnly @param {(words: string) => void} back where the words of one that was taken back go @param {() => number} newest @param {(problem: unknown) => void} tell */
  constructor(place, looksOnly, back, newest, tell) {
    this.place = place;
    this.looksOnly = looksOnly;
    this.back = back;
    this.newest = newest;
    this.tell = tell;
  }

  /** @param {string} conversation */
  async load(conversation) {
    if (conversation !== this.#conversation) {
      this.#conversation = conversation;
      this.#all = [];
      this.#draw();
    }
    const { data } = await call('GET', `/api/v1/conversations/${conversation}/scheduled`);
    if (conversation !== this.#conversation) return;
    this.#all = data;
    this.#draw();
  }

  #draw() {
    this.place.hidden = !this.#all.length;
    render(
      this.#all.map(
        (one) => html`<li data-key=${one.id}>
          <p class="help"><time datetime=${one.send_at} title=${full(one.send_at)}>${t('Will be sent {time}', { time: new Date(one.send_at).toLocaleString(language, { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' }) })}</time> · ${one.author_name}${one.attachments.length ? ` · ${counted(one.attachments.length, 'file', 'files')}` : ''}</p>
          <p class="words" dir="auto">${one.content}</p>
          ${this.looksOnly ? nothing : html`<button type="button" class="quiet" @click=${() => this.#change(one)}>${t('Change')}</button><button type="button" class="quiet" @click=${() => this.#takeBack(one).catch(this.tell)}>${t('Take back')}</button>`}
        </li>`,
      ),
      this.place,
    );
  }

  /** @param {ScheduledReply} one */
  #root(one) {
    return `/api/v1/conversations/${one.conversation_id}/scheduled/${one.id}`;
  }

  /** @param {ScheduledReply} one */
  #change(one) {
    ask(t('Change a reply for later'), '', t('Save'), [{ name: 'content', label: t('Text'), value: one.content, rows: 5, required: true }, ...momentFields(one.send_at)], async (values) => {
      const at = moment(values);
      await call('PATCH', this.#root(one), { body: { content: values.content, ...(at === one.send_at ? {} : { send_at: at }), expected_seq: this.newest() } });
      await this.load(one.conversation_id);
    });
  }

  /** Its words are where they were written, so that nothing is lost. @param {ScheduledReply} one */
  async #takeBack(one) {
    await call('DELETE', this.#root(one));
    if (one.conversation_id === this.#conversation) this.back(one.content);
    toast(one.attachments.length ? t('Taken back. Its words are below; attach its files again.') : t('Taken back. Its words are below.'));
    await this.load(one.conversation_id);
  }
}
