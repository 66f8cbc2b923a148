// @ts-check
/** The knowledge: the documents that agents answer from, and a search as an agent does it. */
import { actions, find } from '../shared/dom.js';
import { dropping } from '../shared/drop-zone.js';
import { counted } from '../shared/format.js';
import { toast } from '../shared/toast.js';
import { t } from '../shared/translate.js';
import { may } from '../desk/rooms.js';
import { adding } from './add.js';
import { Agents } from './agents.js';
import { Catalog } from './catalog.js';
import { documentRow, draw, isGuide, parcelRow } from './list.js';
import { Removals } from './remove.js';
import { trial } from './trial-search.js';
import { Uploads } from './upload.js';

/** @type {import('../desk/rooms.js').View} */
export async function knowledge(desk, tell, person) {
  const filters = find(desk, '[data-filters]', HTMLFormElement);
  const search = find(filters, 'input', HTMLInputElement);
  const picker = find(desk, '[data-files]', HTMLInputElement);
  const agents = new Agents();
  const catalog = new Catalog(show);
  const uploads = new Uploads(show, (answer, known) => {
    if (known) toast(t('“{title}” is here already.', { title: answer.title }));
    catalog.put(answer);
  });
  const removals = new Removals(catalog, show);
  const mayAdd = may(person, 'agent');
  find(desk, '.adding', HTMLElement).hidden = !mayAdd;
  let loaded = false;

  function show() {
    const all = catalog.documents.filter((one) => !removals.has(one.id));
    const guide = all.filter(isGuide);
    const documents = all.filter((one) => !isGuide(one));
    const row = (/** @type {import('./catalog.js').Doc} */ one) => documentRow(one, (id) => agents.name(id), mayAdd);
    draw(find(desk, '[data-documents]', HTMLElement), [...uploads.parcels.map(parcelRow), ...documents.map(row)]);
    draw(find(desk, '[data-guide-documents]', HTMLElement), guide.map(row));
    find(desk, '[data-guide]', HTMLElement).hidden = !guide.length;
    find(desk, '[data-guide-count]', HTMLElement).textContent = counted(guide.length, 'page', 'pages');
    find(desk, '[data-skeleton]', HTMLElement).hidden = loaded;
    find(desk, '[data-action="more"]', HTMLElement).hidden = !catalog.next;
    const own = documents.length + uploads.parcels.length;
    find(desk, '[data-start]', HTMLElement).hidden = !loaded || own > 0 || !guide.length || catalog.filtered;
    find(desk, '[data-empty]', HTMLElement).hidden = !loaded || own + guide.length > 0;
    find(desk, '[data-empty-title]', HTMLElement).textContent = catalog.filtered ? t('Nothing fits') : t('Nothing here yet');
    find(desk, '[data-empty-words]', HTMLElement).textContent = catalog.filtered
      ? t('No document has this name and state. Esc clears the search.')
      : t('Drop a PDF, a price list or your opening hours anywhere on this page. A minute later the chat answers from it.');
    const passages = documents.reduce((sum, one) => sum + (one.passages ?? 0), 0);
    find(desk, '[data-summary]', HTMLElement).textContent =
      loaded && documents.length && !catalog.filtered && !catalog.next
        ? t('{documents}, {passages} your agents answer from.', { documents: counted(documents.length, 'document', 'documents'), passages: counted(passages, 'passage', 'passages') })
        : t('What your agents answer from.');
    const ready = documents.filter((one) => one.status === 'ready').length;
    announce(t('{ready} ready', { ready: counted(ready, 'document', 'documents') }));
  }

  /** @param {string} sentence said once, however often it is true */
  function announce(sentence) {
    const voice = find(desk, '[data-announce]', HTMLElement);
    if (loaded && voice.textContent !== sentence) voice.textContent = sentence;
  }

  const agent = () => find(filters, '[data-agents]', HTMLSelectElement).value;

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let typing;
  function filter() {
    clearTimeout(typing);
    const status = find(filters, '[name="status"]', HTMLSelectElement).value;
    catalog.filter = { q: search.value.trim(), status, agent: agent() };
    typing = setTimeout(() => catalog.load().catch(tell), 180);
  }

  const add = adding(find(desk, '[data-add]', HTMLDialogElement), catalog, agent);
  actions(desk, {
    files: () => picker.click(),
    text: () => add('text'),
    link: () => add('link'),
    more: () => catalog.more().catch(tell),
    again: (hook) => {
      const key = keyOf(hook);
      if (key.startsWith('file-')) uploads.retry(key);
      else catalog.readAgain(key).catch(tell);
    },
    remove: (hook) => {
      const key = keyOf(hook);
      const doc = catalog.documents.find((one) => one.id === key);
      // Where focus goes when the row it was on disappears.
      const row = hook.closest('li');
      const next = row?.nextElementSibling ?? row?.previousElementSibling;
      if (doc) removals.remove(doc);
      else uploads.drop(key);
      const place = next?.querySelector('[data-action="remove"]') ?? find(desk, '#knowledge', HTMLElement);
      if (place instanceof HTMLElement) place.focus();
    },
  });

  /** @param {HTMLElement} hook */
  const keyOf = (hook) => /** @type {HTMLElement} */ (hook.closest('[data-key]')).dataset.key ?? '';

  picker.addEventListener('change', () => {
    uploads.send([...(picker.files ?? [])], agent());
    picker.value = '';
  });
  dropping(find(desk, '[data-dropping]', HTMLElement), (files) => uploads.send(files, agent()), () => mayAdd && !desk.hidden);
  filters.addEventListener('input', filter);
  filters.addEventListener('submit', (event) => event.preventDefault());
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape') return;
    search.value = '';
    search.blur();
    filter();
  });
  trial(find(desk, '.trial', HTMLElement), agent);
  show();
  await Promise.all([agents.load().catch(tell), catalog.load().catch(tell)]);
  loaded = true;
  show();
  catalog.watch(desk);
}
