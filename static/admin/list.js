// @ts-check
/** Draws the list of documents, keeping each row in place so that focus and a screen reader's position survive. */
import { find, safeAddress, stamp } from '../shared/dom.js';
import { isFinished } from './catalog.js';
import { counted, day, size } from '../shared/format.js';
import { t } from '../shared/translate.js';
/** @typedef {import('./catalog.js').Doc} Doc @typedef {import('./upload.js').Parcel} Parcel */

const STATES = { queued: t('Waiting'), reading: t('Reading'), indexing: t('Indexing'), ready: t('Ready'), failed: t('Failed') };

/**
 * @typedef {{ key: string, title: string, facts: string, state: string, words: string, problem: string,
 *   progress: number | undefined, glyph: string, again: string, remove: boolean }} Row `again` names that button, empty for none
 */

/** Whether it is a page of Handcar's own guide. @param {Doc} doc */
export const isGuide = (doc) => doc.source === 'guide';

/** @param {Doc} doc @param {(id: string) => string} agentName @param {boolean} mayChange @returns {Row} */
export function documentRow(doc, agentName, mayChange) {
  const address = safeAddress(doc.url);
  const facts = [
    address ? new URL(address).host : '',
    doc.bytes ? size(doc.bytes) : '',
    doc.passages ? counted(doc.passages, 'passage', 'passages') : '',
    doc.agent_id ? t('for {agent_id}', { agent_id: agentName(doc.agent_id) }) : '',
    doc.created_at ? day(doc.created_at) : '',
  ];
  return {
    key: doc.id,
    title: doc.title,
    facts: facts.filter(Boolean).join(' · '),
    state: doc.status,
    words: STATES[/** @type {keyof typeof STATES} */ (doc.status)] ?? doc.status,
    problem: doc.status === 'failed' ? doc.error || t('It could not be read.') : (doc.warning ?? ''),
    progress: isFinished(doc) ? undefined : doc.progress,
    glyph: doc.source === 'url' ? 'link' : doc.source === 'text' ? 'text' : 'page',
    again: mayChange && isFinished(doc) ? t('Read again') : '',
    remove: mayChange && !isGuide(doc),
  };
}

/** @param {Parcel} parcel @returns {Row} */
export function parcelRow(parcel) {
  return {
    key: parcel.key,
    title: parcel.file.name,
    facts: size(parcel.file.size),
    state: parcel.error ? 'failed' : 'uploading',
    words: parcel.error ? t('Not uploaded') : `${parcel.progress} %`,
    problem: parcel.error,
    progress: parcel.error ? undefined : parcel.progress,
    glyph: 'upload',
    again: parcel.again ? t('Try again') : '',
    remove: true,
  };
}

/** @param {HTMLElement} list @param {Row[]} rows */
export function draw(list, rows) {
  const old = new Map([...list.children].filter((item) => item.hasAttribute('data-key')).map((item) => [item.getAttribute('data-key'), item]));
  rows.forEach((row, at) => {
    const item = /** @type {HTMLElement} */ (old.get(row.key) ?? stamp('document'));
    old.delete(row.key);
    if (item.dataset.shown !== JSON.stringify(row)) fill(item, row);
    if (list.children[at] !== item) list.insertBefore(item, list.children[at] ?? null);
  });
  for (const [, item] of old) item.remove();
}

/** @param {HTMLElement} item @param {Row} row */
function fill(item, row) {
  item.dataset.key = row.key;
  item.dataset.shown = JSON.stringify(row);
  item.dataset.is = row.state;
  find(item, '[data-title]', HTMLElement).textContent = row.title;
  find(item, '[data-facts]', HTMLElement).textContent = row.facts;
  find(item, '[data-state]', HTMLElement).textContent = row.words;
  const problem = find(item, '[data-problem]', HTMLElement);
  problem.textContent = row.problem;
  problem.hidden = !row.problem;
  const bar = find(item, '[data-progress]', HTMLProgressElement);
  bar.hidden = row.progress === undefined;
  bar.value = row.progress ?? 0;
  bar.setAttribute('aria-label', `${row.words}: ${row.title}`);
  const use = find(item, '.kind use', SVGUseElement);
  use.setAttribute('href', (use.getAttribute('href') ?? '').replace(/#.*/, `#${row.glyph}`));
  const again = find(item, '[data-action="again"]', HTMLButtonElement);
  again.hidden = !row.again;
  again.title = row.again;
  again.setAttribute('aria-label', `${row.again}: ${row.title}`);
  const remove = find(item, '[data-action="remove"]', HTMLButtonElement);
  remove.hidden = !row.remove;
  remove.setAttribute('aria-label', t('Remove: {title}', { title: row.title }));
}
