// @ts-check
/** The language of the desk: as chosen here, else the browser's. The English words are the keys; what a page says in its markup is replaced once. */
import { learn, speak, t } from '../shared/translate.js';

/** @typedef {{ words: Record<string, string>, server: import('../shared/translate.js').ServerWords }} Dictionary */
/** @type {Record<string, { name: string, words: () => Promise<Dictionary> }>} */
export const LANGUAGES = {
  en: { name: 'English', words: async () => ({ words: {}, server: { codes: {}, sentences: [] } }) },
  de: { name: 'Deutsch', words: () => import('./translations/de.js') },
};

const KEPT = 'handcar.language';
const ATTRIBUTES = ['aria-label', 'placeholder', 'title'];

/** The one that is spoken. */
export const spoken = () => [localStorage.getItem(KEPT) ?? '', ...navigator.languages.map((tag) => tag.slice(0, 2))].find((tag) => tag in LANGUAGES) ?? 'en';

export async function greet() {
  const tag = spoken();
  const { words, server } = await LANGUAGES[tag].words();
  speak(tag, words);
  learn(server);
  // the page is written in English
  if (tag === 'en') return;
  for (const template of document.querySelectorAll('template')) replace(template.content);
  replace(document.body);
}

/** Another language begins with a fresh page; what is typed to customers is kept by the server. @param {string} tag */
export function choose(tag) {
  localStorage.setItem(KEPT, tag);
  location.reload();
}

/** @param {Node} root */
function replace(root) {
  const all = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
  for (let node = all.nextNode(); node; node = all.nextNode()) {
    if (node instanceof Text) {
      const words = node.data.trim();
      if (words) node.data = node.data.replace(words, () => t(words));
    } else if (node instanceof Element) {
      for (const name of ATTRIBUTES) if (node.getAttribute(name)) node.setAttribute(name, t(node.getAttribute(name) ?? ''));
    }
  }
}
