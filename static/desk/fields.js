// @ts-check
/** The fields of a form, drawn and read. */
import { find, stamp } from '../shared/dom.js';
import { t } from '../shared/translate.js';

/**
 * @typedef {{ name: string, label: string, hint?: string, value?: string, secret?: boolean, required?: boolean, invent?: boolean,
 *   placeholder?: string, complete?: AutoFill, options?: [string, string][], checks?: string[], named?: Record<string, string>, checked?: string[], rows?: number, lines?: boolean,
 *   kind?: 'datetime-local' | 'color', least?: string }} Field
 * `checks` are boxes of which several may be ticked, `named` what they are called; `invent` offers a random value; `rows` is a text of so many lines, `lines` a list with one value each
 */

/** @param {Field} field */
export function drawn(field) {
  const item = stamp('field');
  item.dataset.name = field.name;
  const id = `f-${field.name.replace(/\W/g, '-')}`;
  const label = find(item, 'label', HTMLLabelElement);
  label.textContent = field.label + (field.required ? '' : ` ${t('(optional)')}`);
  if (field.checks || field.options) label.textContent = field.label;
  label.htmlFor = id;
  say(find(item, '.help', HTMLElement), field.hint ?? '');
  const line = find(item, '.inline', HTMLElement);
  if (field.checks) {
    line.className = 'boxes';
    line.append(...field.checks.map((name) => box(field, name)));
    return item;
  }
  const input = document.createElement(field.options ? 'select' : field.rows ? 'textarea' : 'input');
  input.id = id;
  input.name = field.name;
  if (input instanceof HTMLSelectElement) {
    input.append(...(field.options ?? []).map(([value, words]) => new Option(words, value)));
    const choice = part('span', '', 'choice');
    choice.append(input);
    line.append(choice);
  } else if (input instanceof HTMLTextAreaElement) {
    input.rows = field.rows ?? 2;
    input.dir = 'auto';
    line.append(input);
  } else {
    input.type = field.kind ?? (field.secret ? 'password' : 'text');
    if (field.least) input.min = field.least;
    input.autocomplete = field.complete ?? (field.secret ? 'new-password' : 'off');
    input.spellcheck = false;
    input.placeholder = field.placeholder ?? '';
    line.append(input);
    if (field.invent) line.append(inventing(input));
  }
  if (field.value !== undefined) input.value = field.value;
  return item;
}

/** @param {HTMLInputElement} input */
function inventing(input) {
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = t('Make one');
  button.addEventListener('click', () => {
    const bytes = crypto.getRandomValues(new Uint8Array(24));
    input.value = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
    input.type = 'text';
    input.select();
  });
  return button;
}

/** @param {Field} field @param {string} name */
function box(field, name) {
  const label = document.createElement('label');
  const input = document.createElement('input');
  input.type = 'checkbox';
  input.name = field.name;
  input.value = name;
  input.checked = field.checked?.includes(name) ?? false;
  label.append(input, ` ${field.named?.[name] ?? name}`);
  return label;
}

/** @param {HTMLFormElement} form @param {Field[]} fields */
export function values(form, fields) {
  const data = new FormData(form);
  return Object.fromEntries(
    fields.map((field) => {
      const value = String(data.get(field.name) ?? '').trim();
      return [field.name, field.checks ? data.getAll(field.name).map(String) : field.lines ? lines(value) : value];
    }),
  );
}

/** @param {string} value */
const lines = (value) => value.split('\n').map((line) => line.trim()).filter(Boolean);

/** @param {HTMLElement} place @param {string} words */
export function say(place, words) {
  place.textContent = words;
  place.hidden = !words;
}

/** @param {string} kind @param {string} [text] @param {string} [look] */
export function part(kind, text = '', look = '') {
  const made = document.createElement(kind);
  made.textContent = text;
  if (look) made.className = look;
  return made;
}
