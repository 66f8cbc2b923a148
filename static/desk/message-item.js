// @ts-check
/** One message of a thread: who, when, what, what came along, and what became of it on its way. */
import { call } from '../shared/api.js';
import { find, stamp } from '../shared/dom.js';
import { render } from '../shared/markdown.js';
import { mark, sources } from '../shared/sources.js';
import { said as inWords, t } from '../shared/translate.js';
import { clock, full } from './ages.js';
import { attachment, said } from './attachment.js';
import { nameOf, named } from './colleagues.js';
import { STATES, sendAgain, settle } from './deliveries.js';
import { showEvidence } from './evidence.js';
import * as told from './message-marks.js';
import { button } from './rows.js';

/** @typedef {import('./thread.js').Message} Message */
/** @typedef {import('./deliveries.js').Delivery} Delivery */
/** @typedef {{ looksOnly: boolean, fresh: () => void, tell: (problem: unknown) => void }} Around */

const STUCK = ['refused', 'dead', 'unknown'];

/** @param {Message} one */
function author(one) {
  const name = one.author === 'staff' ? nameOf(one.author_id) : '';
  if (one.private) return [t('Note'), name].filter(Boolean).join(' · ');
  return name || told.author(one.author);
}

/** @param {Message} one @param {Delivery[]} parts of it @param {Around} around */
export function messageItem(one, parts, around) {
  const item = stamp('message');
  item.dataset.from = one.private ? 'note' : one.author;
  item.dataset.seq = String(one.seq);
  const time = document.createElement('time');
  time.dateTime = one.created_at;
  time.title = full(one.created_at);
  time.textContent = clock(one.created_at);
  find(item, '[data-who]', HTMLElement).append(author(one), ' · ', time);
  const content = find(item, '[data-content]', HTMLElement);
  write(content, one, parts);
  find(item, '[data-sources]', HTMLElement).replaceChildren(...sources(one.deleted_at ? [] : (one.citations ?? [])));
  find(item, '[data-attachments]', HTMLElement).replaceChildren(...(one.fields ?? []).filter((each) => !one.content.includes(each.value)).map(told.field), ...(one.attachments ?? []).map(attachment));
  marks(find(item, '[data-marks]', HTMLElement), one, parts, around, content);
  return item;
}

/** @param {HTMLElement} content @param {Message} one @param {Delivery[]} parts */
function write(content, one, parts) {
  const words = said(one.content, one.attachments ?? []);
  content.toggleAttribute('data-deleted', Boolean(one.deleted_at));
  // what was written in a provider's own app is no Markdown
  const here = one.author === 'agent' || (one.author === 'staff' && !one.private && (one.channel === 'web' || parts.length > 0));
  if (one.deleted_at) content.textContent = t('This message was deleted by its sender.');
  else if (here) render(content, words, mark);
  else if (one.private) content.replaceChildren(...mentioning(words));
  else content.textContent = words;
}

/** The words of a note, with the names of colleagues marked. @param {string} words */
function mentioning(words) {
  const names = named(words).map((one) => `@${one.name}`).sort((a, b) => b.length - a.length);
  if (!names.length) return [words];
  const pattern = new RegExp(`(${names.map((name) => RegExp.escape?.(name) ?? name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`, 'giu');
  return words.split(pattern).map((piece, at) => {
    if (at % 2 === 0) return piece;
    const made = document.createElement('strong');
    made.className = 'mention';
    made.textContent = piece;
    return made;
  });
}

/** @param {HTMLElement} place @param {Message} one @param {Delivery[]} parts @param {Around} around @param {HTMLElement} content */
function marks(place, one, parts, around, content) {
  const facts = [one.edited_at && !one.deleted_at ? t('edited') : '', one.author === 'contact' || one.private ? '' : told.mark(one.delivery?.status), inWords(one.delivery?.error ?? ''), told.rated(one), one.unanswered ? t('not answered: {reason}', { reason: String(told.reason(one)) }) : ''];
  place.textContent = facts.filter(Boolean).join(' · ');
  place.dataset.tone = STUCK.includes(one.delivery?.status) ? 'bad' : '';
  const act = (/** @type {string} */ name, /** @type {string} */ label, /** @type {(made: HTMLButtonElement) => unknown} */ run) => {
    const made = button({ act: name, label });
    made.addEventListener('click', () => run(made));
    place.append(' ', made);
    return made;
  };
  if (parts.length > 1) place.append(...parts.map((part) => partMark(part)));
  for (const part of around.looksOnly ? [] : parts.filter((each) => STUCK.includes(each.state))) {
    const several = part.parts > 1;
    act('again', several ? t('Send part {part} again', { part: part.part }) : t('Send again'), () => sendAgain(part, around.fresh, around.tell));
    if (part.state === 'unknown') act('settle', several ? t('Settle part {part}', { part: part.part }) : t('Settle'), () => settle(part, around.fresh));
  }
  if (one.run_id) act('evidence', t('Evidence'), () => showEvidence(one).catch(around.tell));
  if (!one.has_original) return;
  const labels = one.unanswered === 'no_text' ? [t('Show the raw message'), t('Show it as before')] : [t('Show the whole message'), t('Show the new part only')];
  act('whole', labels[0], (made) => whole(one, content, made, labels).catch(around.tell));
}

/** What became of one of several parts. @param {Delivery} part */
function partMark(part) {
  const [words, tone] = STATES[part.state] ?? [part.state, ''];
  const made = document.createElement('span');
  made.className = 'badge';
  made.dataset.tone = tone;
  made.title = inWords(part.error ?? '');
  made.textContent = `${part.part}/${part.parts} ${words}`;
  return made;
}

/**
 * The earlier mails that were taken off, or the provider's payload, in place.
 * @param {Message} one @param {HTMLElement} content @param {HTMLButtonElement} turn @param {string[]} labels to show it and to hide it
 */
async function whole(one, content, turn, labels) {
  const shows = turn.getAttribute('aria-expanded') === 'true';
  content.textContent = shows ? said(one.content, one.attachments ?? []) : (await call('GET', `/api/v1/conversations/${one.conversation_id}/messages/${one.id}/original`)).content;
  turn.setAttribute('aria-expanded', String(!shows));
  turn.textContent = shows ? labels[0] : labels[1];
}
