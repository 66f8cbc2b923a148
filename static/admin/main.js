// @ts-check
/** The admin page: lets one in, then shows the knowledge. */
import { actions, find } from '../shared/dom.js';
import { toast } from '../shared/toast.js';
import { adding } from './add.js';
import { Agents } from './agents.js';
import { Catalog } from './catalog.js';
import { dropping } from '../shared/drop-zone.js';
import { keys } from './keys.js';
import { documentRow, draw, isGuide, parcelRow } from './list.js';
import { Removals } from './remove.js';
import { watchAccounts } from '../shared/alarms.js';
import { help } from '../shared/help.js';
import { requireLogin, tell } from '../shared/login.js';
import { leave } from '../shared/session.js';
import { trial } from './trial-search.js';
import { counted } from '../shared/format.js';
import { Uploads } from './upload.js';

const desk = find(document, '[data-desk]', HTMLElement);
const filters = find(desk, '[data-filters]', HTMLFormElement);
const search = find(filters, 'input', HTMLInputElement);
const picker = find(desk, '[data-files]', HTMLInputElement);
const agents = new Agents();
const catalog = new Catalog(show);
const uploads = new Uploads(show, (answer, known) => {
  if (known) toast(`“${answer.title}” is here already.`);
  catalog.put(answer);
});
const removals = new Removals(catalog, show);
let loaded = false;

function show() {
  const all = catalog.documents.filter((one) => !removals.has(one.id));
  const guide = all.filter(isGuide);
  const documents = all.filter((one) => !isGuide(one));
  const row = (/** @type {import('./catalog.js').Doc} */ one) => documentRow(one, (id) => agents.name(id));
  draw(find(desk, '[data-documents]', HTMLElement), [...uploads.parcels.map(parcelRow), ...documents.map(row)]);
  draw(find(desk, '[data-guide-documents]', HTMLElement), guide.map(row));
  find(desk, '[data-guide]', HTMLElement).hidden = !guide.length;
  find(desk, '[data-guide-count]', HTMLElement).textContent = counted(guide.length, 'page', 'pages');
  find(desk, '[data-skeleton]', HTMLElement).hidden = loaded;
  find(desk, '[data-action="more"]', HTMLElement).hidden = !catalog.next;
  const own = documents.length + uploads.parcels.length;
  find(desk, '[data-start]', HTMLElement).hidden = !loaded || own > 0 || !guide.length || catalog.filtered;
  find(desk, '[data-empty]', HTMLElement).hidden = !loaded || own + guide.length > 0;
  find(desk, '[data-empty-title]', HTMLElement).textContent = catalog.filtered ? 'Nothing fits' : 'Nothing here yet';
  find(desk, '[data-empty-words]', HTMLElement).textContent = catalog.filtered
    ? 'No document has this name and state. Esc clears the search.'
    : 'Drop a PDF, a price list or your opening hours anywhere on this page. A minute later the chat answers from it.';
  const passages = documents.reduce((sum, one) => sum + (one.passages ?? 0), 0);
  find(desk, '[data-summary]', HTMLElement).textContent =
    loaded && documents.length && !catalog.filtered && !catalog.next
      ? `${counted(documents.length, 'document', 'documents')}, ${counted(passages, 'passage', 'passages')} your agents answer from.`
      : 'What your agents answer from.';
  const ready = documents.filter((one) => one.status === 'ready').length;
  announce(`${counted(ready, 'document', 'documents')} ready`);
}

/** @param {string} sentence said once, however often it is true */
function announce(sentence) {
  const voice = find(document, '[data-announce]', HTMLElement);
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

async function start() {
  await requireLogin();
  watchAccounts().catch(tell);
  desk.hidden = false;
  show();
  await Promise.all([agents.load().catch(tell), catalog.load().catch(tell)]);
  loaded = true;
  show();
  catalog.watch();
}

const add = adding(find(document, '[data-add]', HTMLDialogElement), catalog, agent);
actions(document, {
  files: () => picker.click(),
  text: () => add('text'),
  link: () => add('link'),
  more: () => catalog.more().catch(tell),
  leave: () => leave().catch(tell),
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
dropping(find(document, '[data-dropping]', HTMLElement), (files) => uploads.send(files, agent()), () => !desk.hidden);
filters.addEventListener('input', filter);
filters.addEventListener('submit', (event) => event.preventDefault());
keys(search, filter);
help();
trial(find(desk, '.trial', HTMLElement), agent);
start().catch(tell);
