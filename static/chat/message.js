// @ts-check
/** How one message looks: its words, its sources, its time and state. */
import { find, stamp } from '../shared/dom.js';
import { render } from '../shared/markdown.js';
import { language, t } from '../shared/translate.js';
/** @typedef {import('./conversation.js').Message} Message @typedef {import('./conversation.js').Citation} Citation */

const NAMES = { contact: 'you', agent: 'assistant', staff: 'staff', system: 'system' };

/** @param {Message['author']} author @param {string} [person] the name of whoever of staff it is @returns {HTMLElement} */
export function blank(author, person) {
  const item = stamp('message');
  item.dataset.from = author;
  const name = find(item, '[data-author]', HTMLElement);
  name.textContent = person || t(NAMES[author]);
  // A person's words must be seen to be a person's; the others are told apart by their looks.
  name.classList.toggle('unseen', author !== 'staff');
  return item;
}

/** The finished message. @param {HTMLElement} item @param {Message} message */
export function fill(item, message) {
  item.id = `m-${message.id}`;
  item.dataset.message = message.id;
  delete item.dataset.draft;
  const citations = message.citations ?? [];
  write(item, message.content, citations);
  sources(item, citations);
  const time = document.createElement('time');
  const when = new Date(message.created_at);
  time.dateTime = message.created_at;
  time.textContent = when.toLocaleTimeString(language, { hour: 'numeric', minute: '2-digit' });
  time.title = when.toLocaleString(language, { dateStyle: 'full', timeStyle: 'short' });
  state(item, time);
}

/**
 * The words alone, as they come. Only agents and staff write Markdown; a visitor's stars stay stars.
 * @param {HTMLElement} item
 * @param {string} text
 * @param {Citation[]} [citations] absent while the answer is still being written
 */
export function write(item, text, citations) {
  const content = find(item, '[data-content]', HTMLElement);
  if (item.dataset.from === 'contact' || item.dataset.from === 'system') {
    const words = document.createElement('p');
    words.dir = 'auto';
    words.textContent = text;
    content.replaceChildren(words);
    return;
  }
  render(content, text, (index) => cited(index, citations), citations);
}

/** @param {HTMLElement} item @param {Node | string} words @param {boolean} [again] whether it can be tried again */
export function state(item, words, again = false) {
  find(item, '[data-state]', HTMLElement).replaceChildren(words);
  find(item, '[data-action="retry"]', HTMLElement).hidden = !again;
}

/** @param {number} index @param {Citation[] | undefined} citations @returns {Node} */
function cited(index, citations) {
  if (!citations) {
    const mark = span(String(index));
    mark.className = 'cite';
    return mark;
  }
  const citation = citations.find((one) => one.index === index);
  return citation ? button(citation, 'cite', String(index)) : document.createTextNode(`[${index}]`);
}

/** One line for each document and page, however often it is cited. @param {HTMLElement} item @param {Citation[]} citations */
function sources(item, citations) {
  const list = find(item, '[data-sources]', HTMLElement);
  const firsts = citations.filter((one, at) => citations.findIndex((other) => other.document_id === one.document_id && other.page === one.page) === at);
  list.replaceChildren(
    ...firsts.map((citation) => {
      const place = document.createElement('li');
      const made = button(citation, 'origin', '');
      // a long title is cut, the page is not
      made.append(span(citation.title), citation.page ? span(`, ${onPage(citation.page)}`) : '');
      place.append(made);
      return place;
    }),
  );
  list.hidden = firsts.length === 0;
}

/** The document and, where it has pages, the page. @param {{ title: string, page?: number }} source */
export function titled(source) {
  return source.page ? `${source.title}, ${onPage(source.page)}` : source.title;
}

/** @param {number} n */
const onPage = (n) => t('onPage', { n });

/** @param {string} words */
function span(words) {
  const made = document.createElement('span');
  made.textContent = words;
  return made;
}

/** @param {Citation} citation @param {string} look @param {string} words */
function button(citation, look, words) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = look;
  made.dataset.action = 'cite';
  made.dataset.index = String(citation.index);
  made.textContent = words;
  made.setAttribute('aria-label', t('sourceOf', { n: citation.index, title: titled(citation) }));
  made.title = titled(citation);
  return made;
}
