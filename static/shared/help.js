// @ts-check
/** Help: questions about Handcar, answered from its own guide, on every page of the staff. */
import { call } from './api.js';
import { actions, find } from './dom.js';
import { Questions } from './questions.js';

/** Opens by its button and by `?` wherever nobody is typing. */
export function help() {
  const panel = new Questions(find(document, '[data-help]', HTMLDialogElement), (question) => call('POST', '/api/v1/help', { body: { question } }));
  actions(document, { help: () => panel.open() });
  addEventListener('keydown', (event) => {
    const busy = document.querySelector('dialog[open]') || (event.target instanceof Element && event.target.closest('input, textarea, select'));
    const inside = !find(document, '[data-signed]', HTMLElement).hidden;
    if (event.key !== '?' || busy || !inside || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    panel.open();
  });
}
