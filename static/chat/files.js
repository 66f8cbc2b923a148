// @ts-check
/** The files a visitor is about to send: chosen, pasted or dropped, shown with their sizes, and taken back before they go. */
import { find } from '../shared/dom.js';
import { dropping } from '../shared/drop-zone.js';
import { size } from '../shared/format.js';
import { toast } from '../shared/toast.js';
import { language, t } from '../shared/translate.js';

/** As many as the server takes in one message. */
const MOST = 5;

/** @typedef {{ files: () => File[], take: () => File[], allow: (most: number) => void }} Picked */

/** @param {HTMLFormElement} form @param {() => void} changed @returns {Picked} */
export function picking(form, changed) {
  const button = find(form, '[data-action="attach"]', HTMLButtonElement);
  const input = find(form, 'input[type="file"]', HTMLInputElement);
  const list = find(form, '[data-picked]', HTMLElement);
  const words = find(form, 'textarea', HTMLTextAreaElement);
  /** @type {File[]} */
  let files = [];
  let largest = 0;

  /** @param {File[]} more */
  function add(more) {
    for (const file of more) {
      if (!file.size) toast(t('empty', { name: file.name }));
      else if (file.size > largest) toast(t('tooLarge', { name: file.name, most: size(largest, language) }));
      else if (files.length >= MOST) return show(toast(t('tooMany', { n: MOST })));
      else files.push(file);
    }
    show();
    words.focus();
  }

  /** @param {unknown} [_] */
  function show(_) {
    list.replaceChildren(...files.map(drawn));
    list.hidden = !files.length;
    changed();
  }

  /** @param {File} file */
  function drawn(file) {
    const item = document.createElement('li');
    const name = document.createElement('bdi');
    name.textContent = file.name;
    const much = document.createElement('span');
    much.textContent = size(file.size, language);
    const remove = document.createElement('button');
    remove.type = 'button';
    remove.className = 'quiet icon';
    remove.textContent = '✕';
    remove.setAttribute('aria-label', t('remove', { name: file.name }));
    remove.addEventListener('click', () => {
      files = files.filter((one) => one !== file);
      show();
      words.focus();
    });
    item.append(name, much, remove);
    return item;
  }

  button.addEventListener('click', () => input.click());
  input.addEventListener('change', () => {
    add([...(input.files ?? [])]);
    input.value = '';
  });
  words.addEventListener('paste', (event) => {
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (!pasted.length || !largest) return;
    event.preventDefault();
    add(pasted);
  });
  dropping(find(document, '[data-veil]', HTMLElement), add, () => largest > 0);

  return {
    files: () => files,
    /** What is picked goes with the message that is sent now. */
    take: () => {
      const taken = files;
      files = [];
      show();
      return taken;
    },
    /** @param {number} most bytes of a file; 0 when none may be sent */
    allow: (most) => {
      largest = most;
      button.hidden = !most;
    },
  };
}
