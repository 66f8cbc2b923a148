// @ts-check
/** Files that came with a message: pictures are shown, all others are saved with a press. */
import { size } from '../shared/format.js';
import { language, t } from '../shared/translate.js';
/** @typedef {(path: string) => Promise<Blob>} Fetch
 * @typedef {{ media_id?: string, type: string, name?: string | null, size?: number | null, mime_type?: string | null }} Attachment */

/** A larger picture is not fetched before it is wanted, in bytes. */
const LARGEST = 6 * 1024 * 1024;

/** @param {HTMLElement} list @param {Attachment[]} all @param {Fetch} fetch */
export function attachments(list, all, fetch) {
  const kept = all.filter((one) => one.media_id);
  list.replaceChildren(...kept.map((one) => drawn(one, () => fetch(`/api/v1/chat/media/${one.media_id}`))));
  list.hidden = !kept.length;
}

/** Files on their way to the server. @param {HTMLElement} list @param {File[]} files */
export function waiting(list, files) {
  list.replaceChildren(
    ...files.map((file) => {
      const item = document.createElement('li');
      item.className = 'file waiting';
      item.dir = 'auto';
      item.textContent = labelled(file.name, file.size);
      return item;
    }),
  );
  list.hidden = !files.length;
}

/** @param {string} name @param {number | null | undefined} bytes */
const labelled = (name, bytes) => (bytes ? `${name} · ${size(bytes, language)}` : name);

/** @param {Attachment} one @param {() => Promise<Blob>} bytes */
function drawn(one, bytes) {
  const name = one.name || t('file');
  const item = document.createElement('li');
  const save = document.createElement('button');
  save.type = 'button';
  save.className = 'file';
  save.dir = 'auto';
  save.textContent = labelled(name, one.size);
  save.setAttribute('aria-label', t('save', { name }));
  save.title = t('save', { name });
  save.addEventListener('click', () => bytes().then((blob) => keep(blob, name), () => gone(save)));
  item.append(save);
  if (one.type === 'image' && (one.size ?? 0) <= LARGEST) bytes().then((blob) => shown(blob, name, save), () => gone(save));
  return item;
}

/** Data addresses, because the page may show nothing else of its own making. @param {Blob} blob @param {string} name @param {HTMLElement} save */
function shown(blob, name, save) {
  const reader = new FileReader();
  reader.addEventListener('load', () => {
    const picture = document.createElement('img');
    picture.src = String(reader.result);
    picture.alt = name;
    save.classList.add('picture');
    save.replaceChildren(picture);
  });
  reader.readAsDataURL(blob);
}

/** @param {Blob} blob @param {string} name */
function keep(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @param {HTMLElement} save */
function gone(save) {
  if (save.dataset.gone) return;
  save.dataset.gone = '';
  save.append(` · ${t('gone')}`);
}
