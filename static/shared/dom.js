// @ts-check
/** The few things we ask of the document, so that a hook which is missing in the markup is reported at once. */

/**
 * The first element matching `selector`, of the kind that is expected there.
 * @template {Element} T
 * @param {ParentNode} root
 * @param {string} selector
 * @param {{ new (): T }} kind
 * @returns {T}
 */
export function find(root, selector, kind) {
  const found = root.querySelector(selector);
  if (found instanceof kind) return found;
  throw new Error(`The page has no ${kind.name} at ${selector}`);
}

/**
 * A fresh copy of the one element in `<template id="name">`.
 * @param {string} name
 * @returns {HTMLElement}
 */
export function stamp(name) {
  const copy = document.importNode(find(document, `template#${name}`, HTMLTemplateElement).content, true);
  return find(copy, '*', HTMLElement);
}

/**
 * Sends each click below `root` to the action its nearest `data-action` names.
 * @param {Element | Document} root
 * @param {Record<string, (hook: HTMLElement, event: Event) => unknown>} table
 */
export function actions(root, table) {
  root.addEventListener('click', (event) => {
    const hook = event.target instanceof Element ? event.target.closest('[data-action]') : null;
    if (hook instanceof HTMLElement && hook.dataset.action) table[hook.dataset.action]?.(hook, event);
  });
}

/**
 * Does `work`, then gives the focus to `target`, unless the person has moved it elsewhere meanwhile.
 * @template T
 * @param {HTMLElement} target
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function focusAfter(target, work) {
  const from = document.activeElement;
  const done = await work();
  const now = document.activeElement;
  if (now === from || now === document.body || !now?.checkVisibility()) target.focus();
  return done;
}

/**
 * An identity for one attempt at something; `crypto.randomUUID` exists on https and localhost only.
 * @returns {string}
 */
export function uuid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/**
 * The address when it is one that a person may be sent to, else nothing: never `javascript:`, `data:` and the like.
 * @param {string | null | undefined} address
 * @param {string[]} schemes
 * @returns {string | undefined}
 */
export function safeAddress(address, schemes = ['http:', 'https:']) {
  if (!address || !URL.canParse(address)) return undefined;
  const url = new URL(address);
  return schemes.includes(url.protocol) ? url.href : undefined;
}

/**
 * @param {number} milliseconds
 * @returns {Promise<void>}
 */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));
