// @ts-check
/** Who a customer is, and how much of it is proven: by a signature, by the provider, or only by what they say. */
import { t } from '../shared/translate.js';

/**
 * @typedef {{ channel?: string, external_id?: string, claimed_external_id?: string | null, email?: string | null, phone?: string | null,
 *   verified?: { email?: boolean, phone?: boolean, external_id?: boolean } }} Contact
 */

/** @param {Contact | undefined} contact @returns {string} */
export function identity(contact) {
  if (!contact) return '';
  const said = (/** @type {boolean | undefined} */ proven) => (proven ? t('proven') : t('not proven'));
  const { verified = {} } = contact;
  return [
    contact.claimed_external_id ? t('says to be {id} (not proven)', { id: contact.claimed_external_id }) : '',
    contact.channel === 'web' && verified.external_id ? `${contact.external_id} (${t('proven')})` : '',
    contact.email ? `${contact.email} (${said(verified.email)})` : '',
    contact.phone ? `${contact.phone} (${said(verified.phone)})` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}
