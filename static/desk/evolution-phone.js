// @ts-check
/** Connects a phone to an Evolution instance: shows the code to scan, and asks how it stands only while one looks. */
import { call } from '../shared/api.js';
import { pause } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { part, sheet } from './dialogs.js';
import { called } from './channel-names.js';

/** How often (ms) the state is asked for; a code is replaced by the provider about three times a minute. */
const EVERY = 3000;

const STATES = { open: t('Connected. You can close this.'), connecting: t('Waiting for the phone.'), close: t('Not connected.'), refused: t('The phone refused the connection. Begin again.'), absent: t('There is no such instance yet. Show a code to make it.') };

/** @param {import('./channels.js').Channel} channel @param {(problem: unknown) => void} tell */
export async function phone(channel, tell) {
  const address = `/api/v1/channels/${channel.id}/instance`;
  const state = part('p', t('Asking…'));
  state.setAttribute('role', 'status');
  const image = document.createElement('img');
  image.alt = t('The code to scan');
  image.className = 'code';
  image.hidden = true;
  const pairing = part('p', '', 'help');
  const begin = document.createElement('button');
  begin.type = 'button';
  begin.className = 'primary';
  begin.textContent = t('Show a code');
  begin.addEventListener('click', () => call('POST', address, { body: {} }).then(show, tell));
  const dialog = sheet(t('Connect a phone to {channel}', { channel: called(channel) }), [part('p', t('On the phone: WhatsApp → Linked devices → Link a device.'), 'help'), state, image, pairing], [begin]);

  /** @param {any} now */
  function show(now) {
    const picture = now.state === 'open' ? '' : (now.qr?.base64 ?? '');
    state.textContent = picture ? t('Scan this code.') : (STATES[/** @type {keyof typeof STATES} */ (now.state)] ?? now.state);
    image.hidden = !picture;
    if (picture) image.src = picture.startsWith('data:image/') ? picture : `data:image/png;base64,${picture}`;
    const code = now.qr?.pairing_code;
    pairing.textContent = code && now.state !== 'open' ? t('Or enter this code: {code}', { code }) : '';
    begin.hidden = now.state === 'open';
    begin.className = picture ? '' : 'primary';
    begin.textContent = picture ? t('Show another code') : t('Show a code');
  }

  while (dialog.open && state.isConnected) {
    try {
      show(await call('GET', address));
    } catch (problem) {
      dialog.close();
      return tell(problem);
    }
    await pause(EVERY);
  }
}
