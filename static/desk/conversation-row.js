// @ts-check
/** One conversation in the list. */
import { html, nothing } from '../lit-html/lit-html.js';
import { language, said, t } from '../shared/translate.js';
import { age, full, warmth } from './ages.js';
import { avatar } from './avatar.js';
import { kindName } from './channel-names.js';
import { nameOf } from './colleagues.js';
import { reason } from './message-marks.js';
import { priorityName } from './tags.js';

/** @typedef {import('./conversations.js').Conversation} Conversation */
/** @typedef {{ open: string, selected: Set<string>, failed: Map<string, string>, selects: boolean, me: string }} Around */

/** @type {Record<string, [string, 'good' | 'bad' | 'busy' | '']>} */
export const STATES = { needs_human: [t('Needs a person'), 'bad'], human_active: [t('With a person'), 'busy'], ai_active: [t('With the agent'), 'good'], closed: [t('Closed'), ''] };

/** The agent answers within this time, in milliseconds; who waits longer waits for staff. */
const AGENT_TIME = 2 * 60_000;

/** @param {Conversation} one */
export const who = (one) => one.contact?.name || one.contact?.email || one.contact?.phone || one.contact?.claimed_external_id || t('Visitor');

/** Since when the customer waits for staff; nothing when they do not. @param {Conversation} one */
export const waits = (one) => (one.waiting_since && !one.snoozed_until && (one.status !== 'ai_active' || Date.now() - Date.parse(one.waiting_since) > AGENT_TIME) ? one.waiting_since : null);

/** @param {string} channel */
const channelName = (channel) => kindName(channel === 'web' ? t('Website') : channel);

/** @param {Conversation} one @param {Around} around */
export function conversationRow(one, around) {
  const since = waits(one);
  const name = who(one);
  const [state, tone] = STATES[one.status] ?? [one.status, ''];
  const failed = around.failed.get(one.id);
  return html`<li class="entry line" data-key=${one.id} ?data-open=${one.id === around.open} ?data-unread=${one.unread} ?data-selected=${around.selected.has(one.id)}>
    ${around.selects ? html`<label class="pick"><input type="checkbox" data-pick .checked=${around.selected.has(one.id)} aria-label=${t('Select {name}', { name })}></label>` : nothing}
    ${avatar(name, one.contact?.id ?? one.id, one.channel)}
    <button type="button" class="letter" data-action="open" aria-current=${one.id === around.open ? 'true' : 'false'}>
      <span class="first"><bdi class="name" data-title>${name}</bdi>${one.unread_count ? html`<span class="count" title=${t('Unread')}>${one.unread_count}</span>` : nothing}${age(since ?? one.last_message_at, warmth(since), since ? t('Waits since') : t('Last message'))}</span>
      <span class="preview" dir="auto">${[one.subject, one.preview].filter(Boolean).join(' — ') || t('No message yet')}</span>
      <span class="facts">
        <span class="badge" data-state data-tone=${since ? 'bad' : tone}>${state}</span>
        ${one.priority === 'high' || one.priority === 'urgent' ? html`<span class="badge" data-tone="bad">${priorityName(one.priority)}</span>` : nothing}
        ${one.snoozed_until ? html`<span title=${full(one.snoozed_until)}>${t('put off until {time}', { time: new Date(one.snoozed_until).toLocaleString(language, { weekday: 'short', hour: 'numeric', minute: '2-digit' }) })}</span>` : nothing}
        ${one.assignee ? html`<span>${one.assignee === around.me ? t('Mine') : nameOf(one.assignee)}</span>` : nothing}
        <span class="unseen">${channelName(one.channel)}</span>
        ${one.tags.map((tag) => html`<span class="tag" dir="auto">${tag}</span>`)}
      </span>
      ${one.status === 'needs_human' && one.handoff_reason ? html`<span class="why" dir="auto">${said(reason({ unanswered: one.handoff_reason }) ?? '')}</span>` : nothing}
      ${failed ? html`<span class="problem" role="alert">${failed}</span>` : nothing}
    </button>
  </li>`;
}
