// @ts-check
/** What came along with a message: pictures, sound, films and files that are kept here, places, and what it refers to. */
import { safeAddress } from '../shared/dom.js';
import { size } from '../shared/format.js';
import { t } from '../shared/translate.js';

/**
 * @typedef {{ type: string, mime_type?: string | null, name?: string | null, size?: number | null, caption?: string | null, reference?: string | null,
 *   media_id?: string, url?: string, state?: string, error?: string, transcript?: boolean }} Attachment
 */

/** What is called so that has no name. @type {Record<string, string>} */
const NAMES = { audio: t('Voice note'), video: t('Video'), image: t('Picture'), sticker: t('Sticker'), file: t('File'), location: t('Place on the map'), contact: t('Contact') };

/** Why there is nothing to show yet, or any more. @type {Record<string, string>} */
const ABSENT = { waiting: t('being fetched…'), too_large: t('too large to keep'), failed: t('could not be fetched'), expired: t('no longer kept') };

/** Players go on where they are when the conversation is drawn anew. @type {Map<string, HTMLMediaElement>} */
const players = new Map();

/** What it is by its bytes, if they are here: what a provider calls a picture may be a page that says why there is none. @param {Attachment} one */
function kind(one) {
  const type = one.state === 'stored' ? (one.mime_type ?? '') : '';
  const forms = { image: /^image\//, sticker: /^(image|video)\//, audio: /^(audio|video)\//, video: /^video\// }[one.type];
  return (type && forms && !forms.test(type)) || (forms && one.size === 0) ? 'file' : one.type;
}

/**
 * The words of a message without the line that stands in for each file, such as `[image: lamp.jpg, 12 kB]`: the files are shown.
 * @param {string} content @param {Attachment[]} files
 */
export function said(content, files) {
  const shown = files.filter((one) => one.type !== 'context');
  const lines = content.split('\n');
  const standsIn = shown.length > 0 && lines.length === shown.length && lines.every((line, at) => line.endsWith(']') && [`[${shown[at].type}]`, `[${shown[at].type}:`].some((begin) => line.startsWith(begin)));
  return standsIn ? '' : content;
}

/** @param {Attachment} one @returns {HTMLLIElement} */
export function attachment(one) {
  const item = document.createElement('li');
  item.append(...(one.state === 'stored' && one.url ? kept(one, one.url) : [line(one)]));
  return item;
}

/** @param {Attachment} one */
function words(one) {
  const absent = one.state && one.state !== 'stored' ? [ABSENT[one.state] ?? one.state, one.state === 'waiting' ? '' : (one.error ?? '')] : [];
  return [one.name || NAMES[kind(one)] || one.type, one.size === 0 ? t('empty') : one.size ? size(one.size) : '', one.caption ?? '', ...absent].filter(Boolean).join(one.type === 'context' ? ': ' : ' · ');
}

/** Something that is not kept here, with a link where there is one. @param {Attachment} one */
function line(one) {
  const span = document.createElement('span');
  const address = one.media_id ? undefined : (place(one.reference) ?? safeAddress(one.reference, ['http:', 'https:', 'tel:']));
  if (!address) {
    span.textContent = (one.type === 'context' ? '↩ ' : '') + words(one);
    return span;
  }
  const link = document.createElement('a');
  link.href = address;
  link.target = '_blank';
  link.rel = 'noopener noreferrer';
  link.textContent = words(one);
  span.append(one.type === 'context' ? '↩ ' : '', link);
  return span;
}

/** A file whose bytes are here. @param {Attachment} one @param {string} url @returns {Element[]} */
function kept(one, url) {
  const type = one.size === 0 ? '' : (one.mime_type ?? '');
  if (/^image\/(jpeg|png|gif|webp|avif|bmp)$/.test(type)) return [picture(one, url)];
  if (/^(audio|video)\//.test(type)) return [player(one, url, type.startsWith('audio/') ? 'audio' : 'video'), caption(one, url)];
  return [caption(one, url)];
}

/** A picture that opens in full. @param {Attachment} one @param {string} url */
function picture(one, url) {
  const open = document.createElement('button');
  open.type = 'button';
  open.className = 'picture';
  open.append(image(one, url));
  open.setAttribute('aria-label', t('Enlarge: {name}', { name: words(one) }));
  open.addEventListener('click', () => enlarge(one, url));
  return open;
}

/** @param {Attachment} one @param {string} url */
function image(one, url) {
  const shown = document.createElement('img');
  shown.src = url;
  shown.alt = one.caption || one.name || NAMES[one.type] || t('Picture');
  shown.loading = 'lazy';
  shown.decoding = 'async';
  return shown;
}

/** Escape, a click beside it and a click on it close it. @param {Attachment} one @param {string} url */
function enlarge(one, url) {
  const dialog = document.createElement('dialog');
  dialog.className = 'picture-in-full';
  dialog.setAttribute('aria-label', words(one));
  const close = document.createElement('button');
  close.type = 'button';
  close.textContent = t('Close');
  close.autofocus = true;
  dialog.append(image(one, url), caption(one, url), close);
  dialog.addEventListener('click', (event) => {
    if (!(event.target instanceof HTMLAnchorElement)) dialog.close();
  });
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

/** @param {Attachment} one @param {string} url @param {'audio' | 'video'} kind */
function player(one, url, kind) {
  const id = one.media_id ?? url;
  const before = players.get(id);
  const made = before ?? document.createElement(kind);
  if (!before) {
    made.controls = true;
    made.preload = kind === 'audio' ? 'none' : 'metadata';
    made.src = url;
    made.setAttribute('aria-label', words(one));
    players.set(id, made);
  } else if (!made.paused) {
    queueMicrotask(() => made.play().catch(() => made.pause()));
  }
  return made;
}

/** Its name and size, to save it. @param {Attachment} one @param {string} url */
function caption(one, url) {
  const link = document.createElement('a');
  link.href = url;
  link.download = one.name ?? '';
  link.textContent = words(one);
  const shown = document.createElement('span');
  shown.append(link, one.transcript ? ` · ${t('the text above is its transcript')}` : '');
  return shown;
}

/** A point on the map as a page that shows it. @param {string | null | undefined} reference `geo:52.52,13.4` */
function place(reference) {
  const [, north, east] = /^geo:(-?[\d.]+),(-?[\d.]+)/.exec(reference ?? '') ?? [];
  return north && east ? `https://www.openstreetmap.org/?mlat=${north}&mlon=${east}#map=16/${north}/${east}` : undefined;
}
