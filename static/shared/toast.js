// @ts-check
/** A sentence that comes and goes at the foot of the page, with at most one thing to do about it. */
import { find } from './dom.js';

/** Long enough to read it and to reach the button, in milliseconds. */
export const LINGER = 6000;

/**
 * @param {string} sentence
 * @param {{ label: string, run: () => void }} [remedy]
 * @returns {() => void} takes it away early
 */
export function toast(sentence, remedy) {
  const box = document.createElement('div');
  box.className = 'toast';
  const words = document.createElement('span');
  words.dir = 'auto';
  words.textContent = sentence;
  box.append(words);
  const gone = () => {
    clearTimeout(timer);
    box.remove();
  };
  const button = document.createElement('button');
  button.type = 'button';
  button.className = remedy ? 'remedy' : 'icon';
  button.textContent = remedy?.label ?? '✕';
  button.addEventListener('click', () => {
    gone();
    remedy?.run();
  });
  box.append(button);
  find(document, '.toasts', HTMLElement).append(box);
  const timer = setTimeout(gone, LINGER);
  return gone;
}
