// @ts-check
/** "Try it": the passages the library would answer a question from, with their scores. */
import { ApiError, call } from '../shared/api.js';
import { find, stamp } from '../shared/dom.js';
import { counted } from '../shared/format.js';
import { withoutMarks } from '../shared/markdown-blocks.js';
import { language, t } from '../shared/translate.js';

/** @typedef {{ title: string, text: string, page?: number, score: number, lexical_score?: number, vector_score?: number }} Hit */

/** @param {HTMLElement} section @param {() => string} agent */
export function trial(section, agent) {
  const form = find(section, 'form', HTMLFormElement);
  const input = find(form, 'input', HTMLInputElement);
  const verdict = find(section, '[data-verdict]', HTMLElement);
  const list = find(section, '[data-hits]', HTMLElement);
  let turn = 0;

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const question = input.value.trim();
    const mine = ++turn;
    if (!question) return show('', []);
    const query = new URLSearchParams({ q: question, limit: '5' });
    if (agent()) query.set('agent', agent());
    list.setAttribute('aria-busy', 'true');
    try {
      const { data } = await call('GET', `/api/v1/search?${query}`);
      if (mine === turn) show(data.length ? counted(data.length, 'passage', 'passages') : t('Nothing fits. An agent would say that it does not know.'), data);
    } catch (problem) {
      show(problem instanceof ApiError ? problem.sentence : t('The search failed.'), []);
    } finally {
      list.removeAttribute('aria-busy');
    }
  });
  input.addEventListener('search', () => input.value || show('', []));

  /** @param {string} words @param {Hit[]} hits */
  function show(words, hits) {
    verdict.textContent = words;
    const best = Math.max(...hits.map((hit) => hit.score), Number.MIN_VALUE);
    list.replaceChildren(...hits.map((hit) => drawn(hit, best)));
  }
}

/** @param {Hit} hit @param {number} best the highest score, which fills the meter */
function drawn(hit, best) {
  const item = stamp('hit');
  find(item, '[data-title]', HTMLElement).textContent = hit.page ? t('{title}, p. {page}', { title: hit.title, page: hit.page }) : hit.title;
  find(item, '[data-words]', HTMLElement).textContent = withoutMarks(hit.text).replace(/\n{2,}/g, '\n');
  const meter = find(item, '[data-meter]', HTMLMeterElement);
  meter.value = Math.max(0, hit.score / best);
  meter.setAttribute('aria-label', t('Score'));
  const parts = [[t('score'), hit.score], [t('words'), hit.lexical_score], [t('meaning'), hit.vector_score]];
  find(item, '[data-score]', HTMLElement).textContent = parts
    .filter(([, value]) => typeof value === 'number' && value > 0)
    .map(([name, value]) => `${name} ${Number(value).toLocaleString(language, { maximumSignificantDigits: 3 })}`)
    .join(' · ');
  return item;
}
