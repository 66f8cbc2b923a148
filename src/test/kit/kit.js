// @ts-check
/**
 * The kit: every component of the desk in every state, drawn by the desk's own modules in the desk's own page. `KitPageTest` runs these files in that
 * page, each with `kit`; nothing of them is served by a server.
 */
const build = new URL('..', document.querySelector('script[src$="/desk/main.js"]').src).href;

/** A time so long ago, so that each picture shows the same age. @param {number} minutes */
const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();

/** What the server would answer, by the beginning of the path. @type {[string, unknown][]} */
const answers = [];
const asked = window.fetch;
window.fetch = async (path, options) => {
  const found = answers.find(([start]) => String(path).startsWith(start));
  return found ? new Response(JSON.stringify(found[1]), { status: 200 }) : asked(path, options);
};

const frame = new CSSStyleSheet();
frame.replaceSync(`
  .kit { max-width: none; padding: 1rem; display: grid; gap: 1.5rem; grid-template-columns: minmax(0, 1fr); }
  .kit > section { display: grid; gap: 1rem; min-width: 0; grid-template-columns: minmax(0, 1fr); padding: 1rem; margin: 0 -1rem; background: var(--paper); }
  .kit .add { width: auto; }
  .kit .several { display: flex; flex-wrap: wrap; gap: 0.75rem; align-items: center; min-width: 0; margin-block-end: 0.75rem; }
  .kit .pair { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); align-items: start; }
  .kit .inbox { padding: 0; min-width: 0; }
  .kit .inbox[data-opened] { grid-template-columns: minmax(0, 40rem) minmax(0, 18rem); }
  .kit .inbox.writes[data-opened], .kit .inbox.lists { grid-template-columns: minmax(0, 40rem); }
  .kit .inbox .thread { position: relative; inset: auto; height: auto; min-height: 0; }
  .kit .inbox .messages { overflow: visible; }
  .kit .inbox .line { content-visibility: visible; }
  .kit .bulk { position: static; }
  .kit .writes .thread > :not(form, .presence), .kit .lists > :not(.letters) { display: none; }
  .kit .person { display: grid; position: static; height: auto; }
  .kit dialog:not(.picture-in-full) { position: static; display: block; margin: 0; width: 100%; height: auto; max-height: none; border: 1px solid var(--line); border-radius: 1rem; }
  .kit dialog.palette { display: grid; }
  .kit .toasts { position: static; justify-items: start; }
  .kit .alarms { max-height: none; }
  .kit .trial { position: static; max-height: none; }
  .kit .rail { position: static; width: auto; height: auto; padding: 0; border: 0; background: none; }
  .kit .desk-menu { position: static; display: block; }
  @media (max-width: 40rem) { .kit .inbox[data-opened] { grid-template-columns: minmax(0, 1fr); } }
  body:has(.kit) > .rail, body:has(.kit) .page > :not([data-rooms]) { display: none !important; }
  body:has(.kit) .page { margin: 0; padding: 0; }
`);
document.adoptedStyleSheets.push(frame);
const page = document.createElement('main');
page.className = 'kit';
document.querySelector('[data-rooms]').replaceChildren(page);

/** Copies of dialogs, put in their places when all are made: the desk finds the first dialog of each kind. @type {[HTMLElement, HTMLElement][]} */
const copies = [];
window.kit = {
  ago,
  /** A module of the desk, by its path below `static`. @param {string} path */
  use: (path) => import(build + path),
  /** @param {Record<string, unknown>} given by the beginning of a path; what is given last holds */
  answer: (given) => answers.unshift(...Object.entries(given)),
  /** A part of the page, photographed by itself. @param {string} name @param {(place: HTMLElement) => unknown} fill */
  async section(name, fill) {
    const place = document.createElement('section');
    place.dataset.section = name;
    const title = document.createElement('h2');
    title.textContent = name;
    place.append(title);
    page.append(place);
    await fill(place);
  },
  /** @param {HTMLElement} place @param {string} look @param {string} [kind] */
  add(place, look, kind = 'div') {
    const made = document.createElement(kind);
    made.className = look;
    place.append(made);
    return made;
  },
  /** Some time for what a component reads. @param {() => unknown} ready */
  async until(ready) {
    for (let tries = 0; !ready(); tries++) {
      if (tries > 200) throw new Error(`never: ${ready}`);
      await new Promise((done) => setTimeout(done, 25));
    }
  },
  /** How the open dialog looks, among others: a page opens one at a time. @param {HTMLElement} place */
  keep(place) {
    const dialog = document.querySelector('body > dialog[open]');
    const copy = /** @type {HTMLDialogElement} */ (dialog.cloneNode(true));
    const suffix = `-kit${copies.length}`;
    for (const one of [copy, ...copy.querySelectorAll('*')]) {
      for (const name of ['id', 'for', 'aria-labelledby', 'aria-describedby', 'aria-controls', 'aria-activedescendant']) {
        if (one.getAttribute(name)) one.setAttribute(name, one.getAttribute(name) + suffix);
      }
    }
    const fields = dialog.querySelectorAll('input, textarea, select');
    copy.querySelectorAll('input, textarea, select').forEach((one, at) => (one.value = fields[at].value));
    dialog.close();
    copy.setAttribute('open', '');
    copies.push([place, copy]);
  },
  /** Puts all copies in their places. */
  finish() {
    for (const [place, copy] of copies.splice(0)) place.append(copy);
  },
};
