// @ts-check
/** The one way to our server's JSON: answers come back parsed, refusals as an {@link ApiError} with its sentence. */
import { said } from './translate.js';

/** What the server (or the way to it) said instead of an answer. Status 0: it could not be reached. */
export class ApiError extends Error {
  /**
   * @param {number} status
   * @param {{ code?: string, message?: string, details?: { fields?: Record<string, string>, challenge?: string, bits?: number } }} error
   * @param {number} retryAfter seconds
   */
  constructor(status, error, retryAfter = 0) {
    super(error.message ? said(error.message, error.code) : `The server answered ${status}.`);
    this.status = status;
    this.code = error.code ?? '';
    this.details = error.details ?? {};
    this.fields = Object.fromEntries(Object.entries(error.details?.fields ?? {}).map(([name, reason]) => [name, said(reason)]));
    this.retryAfter = retryAfter;
  }

  /** Whether the same request may well succeed a moment later. */
  get passing() {
    return [0, 429, 502, 503, 504].includes(this.status);
  }

  /** The server's sentence, with what it says about each field. */
  get sentence() {
    const fields = Object.entries(this.fields).map(([name, problem]) => `${name}: ${problem}`);
    return [this.message, ...fields].join(' ');
  }
}

/**
 * @param {number} status
 * @param {string} text the body, of which only our own error shape is believed
 * @param {string | null} retryAfter
 * @returns {ApiError}
 */
export function refusal(status, text, retryAfter) {
  let error = {};
  try {
    error = JSON.parse(text).error ?? {};
  } catch {
    // A proxy in between answers in its own words; the status must do.
  }
  return new ApiError(status, error, Number(retryAfter) || 0);
}

/**
 * @param {string} method
 * @param {string} path
 * @param {{ body?: unknown, token?: string, patience?: number }} [options] `token` for a visitor's door; staff have a cookie;
 *   `patience`: after how many milliseconds the way to the server counts as lost
 * @returns {Promise<any>} the parsed answer, or undefined when it has no body
 */
export async function call(method, path, { body, token, patience } = {}) {
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json' };
  if (token) headers.Authorization = `Bearer ${token}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer, text;
  try {
    const signal = patience ? AbortSignal.timeout(patience) : undefined;
    answer = await fetch(path, { method, headers, signal, body: body === undefined ? undefined : JSON.stringify(body) });
    text = await answer.text();
  } catch {
    throw new ApiError(0, { code: 'unreachable', message: 'The server could not be reached.' });
  }
  if (!answer.ok) throw refusal(answer.status, text, answer.headers.get('Retry-After'));
  return text ? JSON.parse(text) : undefined;
}
