// @ts-check
/** Where the visitor writes. Enter sends, Shift+Enter breaks the line, an input method's Enter does neither. */
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { picking } from './files.js';

/** The longest message, in UTF-16 units, which is how the server counts. */
const MOST = 10_000;

/** From here on the visitor sees how much is left. */
const NEAR = 500;

/** What is typed is kept after so many milliseconds without a key, and before the page goes. */
const KEEP = 300;

/**
 * @param {HTMLFormElement} form
 * @param {import('./visits.js').Visits} visits
 * @param {(content: string, files: File[]) => void} send
 * @returns {{ allow: (most: number) => void }}
 */
export function compose(form, visits, send) {
  const words = find(form, 'textarea', HTMLTextAreaElement);
  const button = find(form, 'button.primary', HTMLButtonElement);
  const counter = find(form, '[data-counter]', HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  words.value = visits.draft;
  const picked = picking(form, look);

  function look() {
    const left = MOST - words.value.trim().length;
    button.disabled = (!words.value.trim() && !picked?.files().length) || left < 0;
    counter.hidden = left > NEAR;
    counter.textContent = left < 0 ? t('over', { n: -left }) : t('left', { n: left });
    // Empty, it takes the page's direction, as its placeholder does.
    words.dir = words.value ? 'auto' : '';
    words.setAttribute('aria-invalid', String(left < 0));
    // Where the style sheet's `field-sizing` is unknown, whole lines must do.
    words.rows = Math.min(8, words.value.split('\n').length);
  }

  function keep() {
    clearTimeout(later);
    later = undefined;
    visits.draft = words.value;
  }

  words.addEventListener('input', () => {
    look();
    later ??= setTimeout(keep, KEEP);
  });
  addEventListener('pagehide', keep);
  words.addEventListener('keydown', (event) => {
    // 229: Safari ends a composition before the key that ended it.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (button.disabled) return;
    const content = words.value.trim();
    words.value = '';
    send(content, picked.take());
    keep();
    look();
    words.focus();
  });
  look();
  return { allow: picked.allow };
}
