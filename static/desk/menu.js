// @ts-check
/** A menu that is searched by typing and walked through by the arrows: of whom, of which tag, of which priority. */
import { html, nothing, render } from '../lit-html/lit-html.js';
import { t } from '../shared/translate.js';

/** @typedef {{ value: string, label: string, hint?: string }} Choice */
/** @typedef {{ title: string, choices: Choice[], chosen?: string[], several?: boolean, adds?: string, pick: (values: string[]) => unknown }} Menu `adds`: what a new one is called, where one may be made by typing it */

/** @param {Menu} menu */
export function offer(menu) {
  const dialog = document.createElement('dialog');
  dialog.className = 'picker';
  dialog.setAttribute('aria-label', menu.title);
  const chosen = new Set(menu.chosen ?? []);
  let words = '';
  let at = 0;

  const shown = () => {
    const word = words.trim().toLowerCase();
    const fit = menu.choices.filter((one) => !word || one.label.toLowerCase().includes(word) || one.hint?.toLowerCase().includes(word));
    const extra = menu.adds && word && !menu.choices.some((one) => one.value.toLowerCase() === word) ? [{ value: words.trim(), label: `${menu.adds} “${words.trim()}”` }] : [];
    return [...fit, ...extra];
  };

  const draw = () => {
    const list = shown();
    at = Math.max(0, Math.min(at, list.length - 1));
    render(
      html`<input type="search" role="combobox" aria-expanded="true" aria-controls="menu-list" aria-activedescendant=${list.length ? `menu-${at}` : nothing}
          aria-label=${menu.title} placeholder=${menu.title} dir="auto" autocomplete="off" maxlength="100" .value=${words} @input=${typed} @keydown=${pressed}>
        <ul id="menu-list" role="listbox" aria-label=${menu.title} aria-multiselectable=${menu.several ? 'true' : 'false'}>
          ${list.map((one, place) => html`<li role="option" id=${`menu-${place}`} aria-selected=${chosen.has(one.value) ? 'true' : 'false'} ?data-at=${place === at} @click=${() => take(one)}>
            <bdi>${one.label}</bdi>${one.hint ? html`<span class="help">${one.hint}</span>` : nothing}</li>`)}
          ${list.length ? nothing : html`<li class="help" role="presentation">${t('Nothing is called so.')}</li>`}
        </ul>
        ${menu.several ? html`<div class="row"><button type="button" class="primary" @click=${done}>${t('Done')}</button></div>` : nothing}`,
      dialog,
    );
    dialog.querySelector('[data-at]')?.scrollIntoView({ block: 'nearest' });
  };

  /** @param {InputEvent} event */
  const typed = (event) => {
    words = /** @type {HTMLInputElement} */ (event.target).value;
    at = 0;
    draw();
  };

  /** @param {KeyboardEvent} event */
  const pressed = (event) => {
    const count = shown().length;
    if (event.isComposing) return;
    if (event.key === 'ArrowDown') at = count ? (at + 1) % count : 0;
    else if (event.key === 'ArrowUp') at = count ? (at + count - 1) % count : 0;
    else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey || (menu.several && !words && !count))) return done();
    else if (event.key === 'Enter') {
      event.preventDefault();
      const one = shown()[at];
      return one ? take(one) : undefined;
    } else return;
    event.preventDefault();
    draw();
  };

  /** @param {Choice} one */
  const take = (one) => {
    if (!menu.several) {
      dialog.close();
      return menu.pick([one.value]);
    }
    if (!menu.choices.some((each) => each.value === one.value)) menu.choices = [...menu.choices, { value: one.value, label: one.value }];
    if (!chosen.delete(one.value)) chosen.add(one.value);
    words = '';
    draw();
    dialog.querySelector('input')?.focus();
  };

  const done = () => {
    dialog.close();
    menu.pick([...chosen]);
  };

  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  draw();
  dialog.showModal();
  dialog.querySelector('input')?.focus();
}
