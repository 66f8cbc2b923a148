// @ts-check
/** Thumbs under an answer, and after a thumb down the question what was missing. */
import { find, stamp } from '../shared/dom.js';
import { toast } from '../shared/toast.js';
import { t } from '../shared/translate.js';

/** @param {HTMLElement} item a finished answer @param {'up' | 'down'} [rated] what was said of it before */
export function thumbs(item, rated) {
  if (!item.querySelector('.thumbs')) find(item, '.foot', HTMLElement).append(stamp('thumbs'));
  if (rated) item.querySelector(`[data-action="${rated}"]`)?.setAttribute('aria-pressed', 'true');
}

/**
 * @param {import('./conversation.js').Conversation} conversation
 * @param {HTMLElement} hook the thumb
 * @param {'up' | 'down'} rating
 */
export async function rate(conversation, hook, rating) {
  const item = hook.closest('[data-message]');
  if (!(item instanceof HTMLElement) || hook.getAttribute('aria-pressed') === 'true') return;
  const id = item.dataset.message ?? '';
  for (const other of item.querySelectorAll('.thumbs button')) other.setAttribute('aria-pressed', String(other === hook));
  item.querySelector('.comment')?.remove();
  try {
    await conversation.feedback(id, rating);
  } catch {
    hook.setAttribute('aria-pressed', 'false');
    toast(t('failed'));
    return;
  }
  if (rating === 'up') toast(t('thanks'));
  else ask(conversation, item, id);
}

/** @param {import('./conversation.js').Conversation} conversation @param {HTMLElement} item @param {string} id */
function ask(conversation, item, id) {
  const form = stamp('comment');
  const input = find(form, 'input', HTMLInputElement);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    form.remove();
    item.querySelector('[data-action="down"]')?.dispatchEvent(new Event('focus'));
    toast(t('thanks'));
    if (input.value.trim()) conversation.feedback(id, 'down', input.value.trim()).catch(() => toast(t('failed')));
  });
  item.append(form);
  input.focus();
}
