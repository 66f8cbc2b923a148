// @ts-check
/** Searches in all messages and notes; a hit leads to its place in the thread. The address keeps the question. */
import { html, nothing, render } from '../lit-html/lit-html.js';
import { call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { day, moment } from '../shared/format.js';
import { t } from '../shared/translate.js';
import { avatar } from './avatar.js';
import { kindName } from './channel-names.js';
import { author } from './message-marks.js';

/**
 * @typedef {{ conversation_id: string, conversation: import('./conversations.js').Conversation, message_id: string, seq: number, author: string, private: boolean,
 *   created_at: string, excerpt: string, highlights: [number, number][] }} Hit
 */

/** In milliseconds. */
const PAUSE = 250;

/** Where an answer cites something: that is seen in its conversation. */
const CITED = / ?\[\d{1,2}\]/g;

/** The excerpt with its words marked. @param {Hit} hit */
function marked({ excerpt, highlights }) {
  let from = 0;
  const parts = [];
  const plain = (/** @type {number} */ start, /** @type {number} */ end) => excerpt.slice(start, end).replace(CITED, '');
  for (const [start, end] of highlights) {
    parts.push(plain(from, start), html`<mark>${excerpt.slice(start, end)}</mark>`);
    from = end;
  }
  return [...parts, plain(from, excerpt.length)];
}

/** @param {Hit} hit */
function row(hit) {
  const { contact, channel, subject } = hit.conversation;
  const name = contact?.name || contact?.email || contact?.phone || t('Visitor');
  const who = hit.private ? t('Note') : author(hit.author);
  return html`<li class="found"><a href="/admin/conversations#${hit.conversation_id}/${hit.seq}">
    ${avatar(name, contact?.id ?? hit.conversation_id, channel)}
    <span class="about"><strong dir="auto">${name}</strong> <span class="facts">${[who, kindName(channel === 'web' ? t('Website') : channel), subject].filter(Boolean).join(' · ')}</span>
      <span class="said" dir="auto">${marked(hit)}</span></span>
    <time datetime=${hit.created_at} title=${moment(hit.created_at)}>${day(hit.created_at)}</time>
  </a></li>`;
}

/** @type {import('./rooms.js').View} */
export async function search(room, tell) {
  const form = find(room, '[data-filters]', HTMLFormElement);
  const input = find(form, 'input', HTMLInputElement);
  /** @type {Hit[]} */
  let hits = [];
  /** @type {string | null} */
  let next = null;
  let turn = 0;
  let asked = '';

  const address = (/** @type {string | null} */ cursor) => `/api/v1/search/messages?${new URLSearchParams({ q: asked, ...(cursor ? { cursor } : {}) })}`;

  /** @param {boolean} [more] */
  async function look(more = false) {
    const mine = ++turn;
    const page = asked ? await call('GET', address(more ? next : null)) : { data: [], next: null };
    if (mine !== turn) return;
    hits = more ? [...hits, ...page.data] : page.data;
    next = page.next;
    show();
  }

  function show() {
    render(hits.map(row), find(room, '[data-hits]', HTMLElement));
    find(room, '[data-empty]', HTMLElement).hidden = hits.length > 0;
    find(room, '[data-empty] h2', HTMLElement).textContent = asked ? t('Nothing found') : t('What are you looking for?');
    find(room, '[data-empty] p', HTMLElement).textContent = asked ? t('No message has all of these words.') : t('Every message and note of every conversation is searched.');
    const button = next ? html`<button type="button" class="more" @click=${() => look(true).catch(tell)}>${t('Show more')}</button>` : nothing;
    render(button, find(room, '[data-more]', HTMLElement));
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  function typed() {
    clearTimeout(typing);
    typing = setTimeout(() => {
      asked = input.value.trim();
      history.replaceState(null, '', asked ? `/admin/search?q=${encodeURIComponent(asked)}` : '/admin/search');
      look().catch(tell);
    }, PAUSE);
  }

  /** The question of the address, when it has another. */
  function read() {
    const question = new URLSearchParams(location.search).get('q') ?? asked;
    if (room.hidden || question === asked) return;
    input.value = asked = question;
    look().catch(tell);
  }

  form.addEventListener('input', typed);
  form.addEventListener('submit', (event) => event.preventDefault());
  new MutationObserver(read).observe(room, { attributeFilter: ['hidden'] });
  addEventListener('popstate', read);
  show();
  read();
  input.focus();
}
