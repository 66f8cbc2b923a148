// @ts-check
/** The empty page: who answers here, a greeting, and first questions one can simply press. */
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { paint } from './look.js';

/** @typedef {{ name?: string, company?: string, greeting?: string, suggestions?: string[], look?: import('./look.js').Look }} Card */

/** @param {Card} card @param {(question: string) => void} ask */
export function welcome(card, ask) {
  paint(card.look ?? {});
  const name = card.company || card.name || t('assistant');
  find(document, '[data-name]', HTMLElement).textContent = name;
  document.title = t('title', { name });
  find(document, '[data-greeting]', HTMLElement).textContent = card.greeting || t('greeting');
  find(document, '[data-suggestions]', HTMLElement).replaceChildren(
    ...(card.suggestions ?? []).slice(0, 6).map((question) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.dir = 'auto';
      button.textContent = question;
      button.addEventListener('click', () => ask(question));
      const place = document.createElement('li');
      place.append(button);
      return place;
    }),
  );
}
