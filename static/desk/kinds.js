// @ts-check
/** What people call the providers. */
const NAMES = { whatsapp: 'WhatsApp', '360dialog': 'WhatsApp by 360dialog', evolution: 'WhatsApp by Evolution', instagram: 'Instagram', telegram: 'Telegram', twilio: 'Twilio', slack: 'Slack', email: 'E-mail', chatwoot: 'Chatwoot' };

/** Where the webhook secret is ours to choose. */
export const OURS = ['telegram', 'evolution', '360dialog'];

/** @param {string} kind */
export const kindName = (kind) => NAMES[/** @type {keyof typeof NAMES} */ (kind)] ?? kind;
