// @ts-check
/** Asks until when conversations are put off, and when a reply is sent. */
import { t } from '../shared/translate.js';
import { ask } from './dialogs.js';
import { moment, momentFields } from './moments.js';

/** @param {(until: string) => Promise<unknown>} send */
export function putOff(send) {
  ask(t('Put off'), t('It is out of Waiting until then, or until the customer writes.'), t('Put off'), momentFields(), (values) => send(moment(values)));
}

/** @param {(at: string) => Promise<unknown>} send */
export function sendLater(send) {
  ask(t('Send later'), t('It is not sent when a colleague answers before; then its words are kept in a note.'), t('Send later'), momentFields(), (values) => send(moment(values)));
}
