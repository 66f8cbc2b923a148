// @ts-check
/** Who the customer is, beside the thread: what is proven and what is only claimed, what is known, and what was before. */
import { call } from '../shared/api.js';
import { html, nothing, render } from '../lit-html/lit-html.js';
import { language, t } from '../shared/translate.js';
import { age, full } from './ages.js';
import { avatar } from './avatar.js';
import { kindIcon, kindName } from './channel-names.js';
import { STATES, who } from './conversation-row.js';

/** @typedef {import('./conversations.js').Conversation} Conversation */
/** @typedef {import('./identity.js').Contact & { id: string, name?: string | null, attributes: Record<string, unknown>, created_at: string, channels: { channel: string, account: string, external_id: string }[] }} Contact */

/** @param {boolean | undefined} proven */
const proof = (proven) => html`<span class="badge" data-tone=${proven ? 'good' : 'busy'} title=${proven ? t('Proven by the provider, a signature or a code.') : t('The customer says so; nobody has proven it.')}>${proven ? t('proven') : t('claimed')}</span>`;

/** @param {string} name @param {string | null | undefined} value @param {boolean | undefined} proven */
const detail = (name, value, proven) => (value ? html`<dt>${name}</dt><dd><bdi>${value}</bdi> ${proof(proven)}</dd>` : nothing);

/** @param {unknown} value @returns {string} */
const words = (value) => (value === null ? '–' : typeof value !== 'object' ? String(value) : Array.isArray(value) ? value.map(words).join(', ') : Object.entries(value).map(([name, each]) => `${name}: ${words(each)}`).join(', '));

export class ContactPane {
  #conversation = '';
  /** @type {Contact | undefined} */
  #contact;
  /** @type {Conversation[]} */
  #history = [];
  #more = false;

  /** @param {HTMLElement} place @param {(problem: unknown) => void} tell */
  constructor(place, tell) {
    this.place = place;
    this.tell = tell;
  }

  /** Reads a contact when another conversation is opened; what is on the screen stays until then. @param {Conversation} one @param {boolean} [again] */
  async open(one, again = false) {
    const same = one.id === this.#conversation;
    this.#conversation = one.id;
    if (same && !again) return this.#draw(one);
    if (!same) {
      this.#contact = undefined;
      this.#history = [];
    }
    this.#draw(one);
    const id = one.contact.id;
    const [contact, history] = await Promise.all([call('GET', `/api/v1/contacts/${id}`), call('GET', `/api/v1/contacts/${id}/conversations?limit=20`)]);
    if (this.#conversation !== one.id) return;
    this.#contact = contact;
    this.#history = history.data;
    this.#more = Boolean(history.next);
    this.#draw(one);
  }

  /** @param {Conversation} one */
  #draw(one) {
    const contact = this.#contact ?? /** @type {Contact} */ (one.contact);
    const verified = contact.verified ?? {};
    const attributes = Object.entries(contact.attributes ?? {});
    const others = this.#history.filter((each) => each.id !== one.id);
    const name = who(one);
    render(
      html`<header>${avatar(name, contact.id)}<h3 dir="auto">${name}</h3><button type="button" class="quiet icon" data-action="person" aria-label=${t('Close')}>✕</button></header>
        <dl>
          ${detail(t('E-mail'), contact.email, verified.email)}${detail(t('Phone'), contact.phone, verified.phone)}
          ${detail(t('Says to be'), contact.claimed_external_id, false)}
          ${verified.external_id ? detail(one.channel === 'web' ? t('Customer') : kindName(one.channel), contact.external_id, true) : nothing}
          <dt>${t('Known since')}</dt><dd><time datetime=${contact.created_at} title=${full(contact.created_at)}>${new Date(contact.created_at).toLocaleDateString(language, { dateStyle: 'medium' })}</time></dd>
        </dl>
        ${attributes.length ? html`<h4>${t('Attributes')}</h4><dl>${attributes.map(([key, value]) => html`<dt dir="auto">${key}</dt><dd dir="auto">${words(value)}</dd>`)}</dl>` : nothing}
        ${contact.channels?.length ? html`<h4>${t('Channels')}</h4><ul class="ways">${contact.channels.map((each) => this.#way(each))}</ul>` : nothing}
        <h4>${t('Other conversations')}</h4>
        ${others.length
          ? html`<ul class="history">${others.map((each) => html`<li><a href=${`#${each.id}`}><span class="badge" data-tone=${STATES[each.status]?.[1] ?? ''}>${STATES[each.status]?.[0] ?? each.status}</span> ${age(each.last_message_at)}<span class="preview" dir="auto">${each.subject || each.preview || t('No message')}</span></a></li>`)}</ul>${this.#more ? html`<p class="help">${t('Older ones are found by the search.')}</p>` : nothing}`
          : html`<p class="help">${this.#contact ? t('This is the first one.') : '…'}</p>`}`,
      this.place,
    );
  }

  /** @param {{ channel: string, external_id: string }} each */
  #way(each) {
    const icon = kindIcon(each.channel);
    // on our website the id is our own and tells nobody anything
    const id = each.channel === 'web' && each.external_id === this.#contact?.id ? '' : each.external_id;
    return html`<li>${icon ? html`<img class="icon" src=${icon.src} alt="">` : nothing}<span>${each.channel === 'web' ? t('Website') : kindName(each.channel)}</span> <bdi class="help">${id}</bdi></li>`;
  }
}
