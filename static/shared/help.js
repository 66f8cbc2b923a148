// @ts-check
/** Help: questions about Handcar, answered from its own guide, on every page of the staff. */
import { call } from './api.js';
import { actions, find } from './dom.js';
import { Questions } from './questions.js';

/** Opens by its buttons. */
export function help() {
  const panel = new Questions(find(document, '[data-help]', HTMLDialogElement), (question) => call('POST', '/api/v1/help', { body: { question } }));
  actions(document, {
    help: () => {
      for (const open of document.querySelectorAll('dialog[open]')) if (open instanceof HTMLDialogElement) open.close();
      panel.open();
    },
  });
}
