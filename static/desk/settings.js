// @ts-check
/** What somebody chooses for this browser: the language, notifications, a sound. */
import { html } from '../lit-html/lit-html.js';
import { toast } from '../shared/toast.js';
import { t } from '../shared/translate.js';
import { LANGUAGES, choose as speak, spoken } from './language.js';
import { choose, chosen } from './notices.js';

/** @param {'desktop' | 'sound'} name */
const turn = (name) => async (/** @type {Event} */ event) => {
  const box = /** @type {HTMLInputElement} */ (event.target);
  const now = await choose({ [name]: box.checked });
  if (box.checked && !now[name]) toast(t('This browser does not allow notifications of this page. Its settings for the page change that.'));
  box.checked = now[name];
};

export const settings = () => html`
  <label><span>${t('Language')}</span><span class="choice"><select aria-label=${t('Language')} @change=${(/** @type {Event} */ event) => speak(/** @type {HTMLSelectElement} */ (event.target).value)}>
    ${Object.entries(LANGUAGES).map(([tag, { name }]) => html`<option value=${tag} lang=${tag} ?selected=${tag === spoken()}>${name}</option>`)}
  </select></span></label>
  <label><input type="checkbox" ?checked=${chosen().desktop} @change=${turn('desktop')}> ${t('Notify me on this desktop')}</label>
  <label><input type="checkbox" ?checked=${chosen().sound} @change=${turn('sound')}> ${t('Play a sound')}</label>`;
