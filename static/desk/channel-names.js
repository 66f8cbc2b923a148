// @ts-check
/** What people call the providers. */
import { find } from '../shared/dom.js';

const NAMES = { whatsapp: 'WhatsApp', '360dialog': 'WhatsApp by 360dialog', evolution: 'WhatsApp by Evolution', instagram: 'Instagram', telegram: 'Telegram', twilio: 'Twilio', slack: 'Slack', email: 'E-mail', chatwoot: 'Chatwoot' };

/** Where the webhook secret is ours to choose. */
export const OURS = ['telegram', 'evolution', '360dialog'];

/** @param {string} kind */
export const kindName = (kind) => NAMES[/** @type {keyof typeof NAMES} */ (kind)] ?? kind;

/** What an account is called; one from the environment has no name of its own. @param {import('./channels.js').Channel} one */
export const called = (one) => (one.source === 'environment' ? kindName(one.kind) : one.name);

/** Puts every provider into the list a room is filtered by. @param {HTMLElement} room */
export function offerKinds(room) {
  find(room, '[data-kinds]', HTMLSelectElement).append(...Object.entries(NAMES).map(([kind, name]) => new Option(name, kind)));
}
