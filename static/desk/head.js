// @ts-check
/** Above a thread: whose it is, who has it, and what may be done with it. */
import { find } from '../shared/dom.js';
import { html, nothing, render } from '../lit-html/lit-html.js';
import { t } from '../shared/translate.js';
import { ago } from './ages.js';
import { nameOf } from './colleagues.js';
import { STATES, waits, who } from './conversation-row.js';
import { identity } from './identity.js';
import { priorityName } from './tags.js';

/** @typedef {import('./conversations.js').Conversation & { bot_paused_until?: string | null }} Conversation */

/** @param {string} act @param {string} label @param {string} [look] */
const deed = (act, label, look = 'quiet') => html`<button type="button" class=${look} data-action=${act}>${label}</button>`;

export class Head {
  /** @param {HTMLElement} side @param {boolean} looksOnly @param {string} me */
  constructor(side, looksOnly, me) {
    this.side = side;
    this.looksOnly = looksOnly;
    this.me = me;
  }

  /** @param {Conversation} one */
  draw(one) {
    const since = waits(one);
    find(this.side, '[data-who]', HTMLElement).textContent = `${who(one)} · ${STATES[one.status]?.[0] ?? one.status}${since ? ` · ${t('waits {time}', { time: ago(since) })}` : ''}`;
    find(this.side, '[data-identity]', HTMLElement).textContent = identity(one.contact);
    const summary = find(this.side, '[data-summary]', HTMLElement);
    summary.textContent = one.summary ?? '';
    summary.hidden = !one.summary;
    render(this.looksOnly ? deed('back', t('Back')) : this.#deeds(one), find(this.side, '[data-deeds]', HTMLElement));
    render(this.#facts(one), find(this.side, '[data-facts]', HTMLElement));
  }

  /** The one that is wanted most first. @param {Conversation} one */
  #deeds(one) {
    const closed = one.status === 'closed';
    const paused = Boolean(one.bot_paused_until && Date.parse(one.bot_paused_until) > Date.now());
    return html`${deed('back', t('Back'))}
      ${one.status === 'human_active' ? deed('release', t('Hand back')) : closed ? nothing : deed('takeover', t('Take over'), one.status === 'needs_human' ? 'primary' : '')}
      ${one.status === 'ai_active' ? (paused ? deed('resume', t('Resume the agent')) : deed('pause', t('Pause the agent'))) : nothing}
      ${closed ? deed('reopen', t('Reopen'), '') : html`${one.snoozed_until ? deed('wake', t('Put off no longer')) : deed('snooze', t('Put off'))}${deed('close', t('Close'), '')}`}
      ${deed('summary', one.summary ? t('Summarize again') : t('Summarize'))}`;
  }

  /** @param {Conversation} one */
  #facts(one) {
    const assignee = one.assignee ? (one.assignee === this.me ? t('Me') : nameOf(one.assignee)) : t('Nobody');
    const fact = (/** @type {string} */ act, /** @type {string} */ name, /** @type {unknown} */ value) =>
      this.looksOnly ? html`<span>${name}: ${value}</span>` : html`<button type="button" class="quiet fact" data-action=${act}><span class="help">${name}</span> ${value}</button>`;
    return html`${fact('assign', t('Assigned to'), html`<bdi>${assignee}</bdi>`)}${fact('priority', t('Priority'), priorityName(one.priority))}${fact('tags', t('Tags'), one.tags.length ? one.tags.map((tag) => html`<span class="tag" dir="auto">${tag}</span>`) : t('none'))}
      <button type="button" class="quiet fact" data-action="person">${t('Contact')}</button>`;
  }
}
