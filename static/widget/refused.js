// @ts-check
/** In place of a chat that a website may not show: what its owner has to do. Says the same of an agent that does not exist. */
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { chooseLanguage } from '../chat/language.js';

const query = new URLSearchParams(location.search);
const origin = query.get('origin') ?? '';
await chooseLanguage(query.get('lang'));
const words = t('siteMissing', { site: URL.canParse(origin) ? new URL(origin).origin : location.origin });
find(document, '[data-missing]', HTMLElement).textContent = words;

if (parent !== window && URL.canParse(origin)) {
  const say = (/** @type {object} */ said) => parent.postMessage({ handcar: 1, ...said }, origin);
  const leave = find(document, '[data-action="leave"]', HTMLElement);
  leave.hidden = false;
  leave.addEventListener('click', () => say({ type: 'close' }));
  document.addEventListener('keydown', (event) => event.key === 'Escape' && say({ type: 'close' }));
  say({ type: 'hello' });
  say({ type: 'refused', reason: `${t('notHere')} ${words}` });
}
