// @ts-check
/** What people call the providers. */
import { find } from '../shared/dom.js';

const NAMES = {
  whatsapp: "WhatsApp by Meta's Cloud API",
  '360dialog': 'WhatsApp by 360dialog',
  evolution: 'WhatsApp by Evolution API',
  instagram: 'Instagram',
  telegram: 'Telegram',
  twilio: 'WhatsApp and SMS by Twilio',
  slack: 'Slack',
  email: 'E-mail',
  chatwoot: 'Chatwoot',
};

/** @param {string} kind */
export const kindName = (kind) => NAMES[/** @type {keyof typeof NAMES} */ (kind)] ?? kind;

/** What an account is called; one from the environment has no name of its own. @param {import('./channels.js').Channel} one */
export const called = (one) => (one.source === 'environment' ? kindName(one.kind) : one.name);

/** Puts every provider into the list a room is filtered by. @param {HTMLElement} room */
export function offerKinds(room) {
  find(room, '[data-kinds]', HTMLSelectElement).append(...Object.entries(NAMES).map(([kind, name]) => new Option(name, kind)));
}

/** The picture of a provider; our own website has none. @param {string} kind @returns {import('./rows.js').Icon | undefined} */
export const kindIcon = (kind) =>
  kind in NAMES ? { src: new URL(`../shared/channels/${kind}.svg`, import.meta.url).href, alt: kindName(kind) } : undefined;

/** The picture beside a text that names the provider already. @param {import('./rows.js').Icon | undefined} icon */
export const unnamed = (icon) => icon && { ...icon, alt: '' };
