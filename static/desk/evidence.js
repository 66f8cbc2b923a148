// @ts-check
/** What an answer of the agent was written from: passages with their scores, models with tokens, cost and time, and the customer's thumb. */
import { call } from '../shared/api.js';
import { dollars } from '../shared/format.js';
import { html, nothing, render } from '../lit-html/lit-html.js';
import { language, t } from '../shared/translate.js';
import { sheet } from './dialogs.js';
import { rated } from './message-marks.js';

/**
 * @typedef {{ index: number, document_id: string, title: string, page: number | null, text: string, score: number, lexical_score: number, vector_score: number | null, start: number, end: number, confirmed?: string[] }} Passage
 * @typedef {{ n: number, kind: string, name: string, status: string, outcome?: string, input_tokens?: number, output_tokens?: number, cost_usd?: number | null, duration_ms?: number, response?: { passages: Passage[] } }} Step
 * @typedef {{ id: string, cost_usd: number | null, started_at: string, ended_at: string, steps: Step[] }} Run
 */

/** @type {Record<string, string>} */
const KINDS = { rewrite: t('Question rewritten'), check: t('Sentence checked'), model: t('Answer written'), retrieve: t('Knowledge searched') };

/** What was tried in vain. @type {Record<string, string>} */
const TRIED = { rewrite: t('Rewriting the question'), check: t('Checking a sentence'), model: t('Writing the answer'), retrieve: t('Searching the knowledge') };

/** How a call of a model ended without an answer. @type {Record<string, string>} */
const OUTCOMES = {
  overloaded: t('overloaded'),
  rate_limited: t('too many requests'),
  refused: t('refused'),
  key_refused: t('key refused'),
  timed_out: t('no answer in time'),
  unreachable: t('not reachable'),
  private_address: t('private address'),
  malformed: t('unreadable answer'),
  too_large: t('too large an answer'),
  breaker_open: t('left alone after many failures'),
  budget_spent: t('budget used up'),
  budget_held: t('budget set aside'),
  tokens_used: t('tokens of the minute used up'),
  unpriced_model: t('model without a price'),
  cancelled: t('stopped'),
};

/** @param {number} value */
const rounded = (value) => value.toLocaleString(language, { maximumFractionDigits: 3 });

/** @param {number} milliseconds */
const seconds = (milliseconds) => `${(milliseconds / 1000).toLocaleString(language, { maximumFractionDigits: milliseconds < 1000 ? 2 : 1 })} s`;

/** @param {Step} step */
const call_ = (step) => html`<tr>
  <th scope="row">${(step.status === 'failed' ? TRIED : KINDS)[step.kind] ?? step.kind}${step.status === 'failed' ? html` <span class="badge" data-tone="bad">${OUTCOMES[step.outcome ?? ''] ?? t('failed')}</span>` : nothing}</th>
  <td><bdi>${step.name === 'built-in' ? t('built-in model') : step.name}</bdi></td>
  <td>${step.input_tokens === undefined ? '' : t('{input} in, {output} out', { input: step.input_tokens.toLocaleString(language), output: (step.output_tokens ?? 0).toLocaleString(language) })}</td>
  <td>${step.cost_usd === undefined ? t('free') : step.cost_usd === null ? t('price unknown') : dollars(step.cost_usd)}</td>
  <td>${step.duration_ms === undefined ? '' : seconds(step.duration_ms)}</td>
</tr>`;

/** @param {Passage} one @param {import('./thread.js').Message} message @param {number} best */
function passage(one, message, best) {
  const cited = (message.citations ?? []).filter((each) => each.document_id === one.document_id && each.start < one.end && each.end > one.start);
  return html`<li>
    <h4><bdi>${one.title}</bdi>${one.page ? t(', p. {page}', { page: one.page }) : ''} ${cited.length ? html`<span class="badge" data-tone="good">${t('cited {marks}', { marks: cited.map((each) => `[${each.index}]`).join(' ') })}</span>` : nothing}</h4>
    <p class="score"><meter min="0" max=${best || 1} value=${one.score} aria-label=${t('Score')}></meter> ${rounded(one.score)} · ${t('words')} ${rounded(one.lexical_score)}${one.vector_score === null ? '' : ` · ${t('meaning')} ${rounded(one.vector_score)}`}</p>
    <p class="quoted" dir="auto">${one.text.replace(/\n{2,}/g, '\n')}</p>
    ${(one.confirmed ?? []).map((sentence) => html`<p class="confirmed">✓ ${t('The model confirms that it says: {sentence}', { sentence })}</p>`)}
  </li>`;
}

/** @param {import('./thread.js').Message} message */
export async function showEvidence(message) {
  /** @type {Run} */
  const run = await call('GET', `/api/v1/runs/${message.run_id}`);
  const passages = run.steps.flatMap((step) => step.response?.passages ?? []);
  const calls = run.steps.filter((step) => step.kind !== 'retrieve');
  const best = Math.max(0, ...passages.map((one) => one.score));
  const body = document.createElement('div');
  body.className = 'evidence';
  render(
    html`<p class="help">${[t('written in {time}', { time: seconds(Date.parse(run.ended_at) - Date.parse(run.started_at)) }), run.cost_usd === null ? t('price unknown') : run.cost_usd ? dollars(run.cost_usd) : t('free'), rated(message) || t('no thumb of the customer')].join(' · ')}</p>
      <div class="wide-table"><table><thead><tr><th scope="col">${t('Step')}</th><th scope="col">${t('Model')}</th><th scope="col">${t('Tokens')}</th><th scope="col">${t('Cost')}</th><th scope="col">${t('Time')}</th></tr></thead><tbody>${calls.map(call_)}</tbody></table></div>
      <h3>${passages.length ? t('Passages it was written from ({count})', { count: passages.length }) : t('It was written from no passage')}</h3>
      <ol class="passages">${passages.map((one) => passage(one, message, best))}</ol>`,
    body,
  );
  sheet(t('Evidence'), [body]);
}
