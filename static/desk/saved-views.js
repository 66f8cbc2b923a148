// @ts-check
/** Filters of the list, and views that are kept under a name: for all of staff, or for oneself. */
import { call } from '../shared/api.js';
import { find } from '../shared/dom.js';
import { t } from '../shared/translate.js';
import { toast } from '../shared/toast.js';
import { answering } from './colleagues.js';
import { ask } from './dialogs.js';
import { offer } from './menu.js';
import { tagChoices } from './tags.js';

/** @typedef {{ id: string, name: string, filter: Record<string, string>, private: boolean }} SavedView */

const ROOT = '/api/v1/saved-views';

export class SavedViews {
  /** @type {SavedView[]} */
  #all = [];

  /** @param {HTMLFormElement} form of the filters @param {import('./views.js').Views} views @param {() => void} changed @param {(problem: unknown) => void} tell @param {boolean} looksOnly */
  constructor(form, views, changed, tell, looksOnly) {
    this.form = form;
    this.views = views;
    this.changed = changed;
    this.tell = tell;
    this.looksOnly = looksOnly;
    form.addEventListener('input', () => this.#show());
  }

  /** What may be filtered by, as far as it is known by name. */
  async load() {
    const [tags, { data }] = await Promise.all([tagChoices(), call('GET', ROOT)]);
    this.#all = data;
    fill(this.#field('assignee'), [['me', t('Mine')], ['none', t('Nobody')], ...answering().map((one) => /** @type {[string, string]} */ ([one.id, one.name]))]);
    fill(this.#field('tag'), tags.map((one) => [one.value, one.label]));
    this.#show();
  }

  /** @param {string} name */
  #field(name) {
    return find(this.form, `[name="${name}"]`, HTMLSelectElement);
  }

  /** @returns {Record<string, string>} */
  get #filter() {
    const chosen = [...new FormData(this.form)].map(([name, value]) => [name, String(value).trim()]).filter(([, value]) => value);
    return { view: this.views.now, ...Object.fromEntries(chosen) };
  }

  /** How many filters hold, on the button that shows them. */
  #show() {
    const count = Object.keys(this.#filter).length - 1;
    const mark = find(this.form, '[data-filtered]', HTMLElement);
    mark.textContent = String(count);
    mark.hidden = !count;
  }

  /** Offers the views that are kept, and to keep this one. */
  choose() {
    const own = this.#all.map((one) => ({ value: one.id, label: one.name, hint: one.private ? t('only mine') : '' }));
    const ways = [
      { value: 'clear', label: t('No filters') },
      ...(this.looksOnly ? [] : [{ value: 'keep', label: t('Save this view…') }]),
      ...(this.looksOnly || !own.length ? [] : [{ value: 'remove', label: t('Remove a view…') }]),
    ];
    offer({ title: t('Saved views'), choices: [...own, ...ways], pick: ([value]) => this.#pick(value) });
  }

  /** @param {string} value */
  #pick(value) {
    if (value === 'keep') return this.#keep();
    if (value === 'remove') return offer({ title: t('Remove a view'), choices: this.#all.map((one) => ({ value: one.id, label: one.name })), pick: ([id]) => this.#remove(id).catch(this.tell) });
    this.#apply(this.#all.find((one) => one.id === value)?.filter ?? {});
  }

  /** @param {Record<string, string>} filter */
  #apply(filter) {
    for (const field of this.form.elements) {
      if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) continue;
      const value = filter[field.name] ?? '';
      // a tag that no conversation has any more is asked for all the same
      if (field instanceof HTMLSelectElement && value && ![...field.options].some((one) => one.value === value)) field.add(new Option(value, value));
      field.value = value;
    }
    if (filter.view) this.views.choose(filter.view);
    this.#show();
    this.changed();
  }

  #keep() {
    ask(
      t('Save this view'),
      '',
      t('Save'),
      [
        { name: 'name', label: t('Name'), required: true, placeholder: t('Refunds') },
        { name: 'private', label: t('Who has it'), options: [['false', t('All of staff')], ['true', t('Only me')]] },
      ],
      async (values) => {
        await call('POST', ROOT, { body: { name: values.name, filter: this.#filter, private: values.private === 'true' } });
        await this.load();
        toast(t('The view {name} is kept.', { name: String(values.name) }));
      },
    );
  }

  /** @param {string} id */
  async #remove(id) {
    await call('DELETE', `${ROOT}/${id}`);
    await this.load();
  }
}

/** @param {HTMLSelectElement} select @param {[string, string][]} options what is chosen stays chosen */
function fill(select, options) {
  const chosen = select.value;
  select.replaceChildren(select.options[0], ...options.map(([value, words]) => new Option(words, value)));
  if (chosen && ![...select.options].some((one) => one.value === chosen)) select.add(new Option(chosen, chosen));
  select.value = chosen;
}
