// @ts-check
/** Solves the challenge of a server whose visitors come in a burst, in a worker, so that the page stays quick. */

import { ApiError } from './api.js';

/** @typedef {{ challenge: string, bits: number }} Challenge */

/** Longer than the slowest phone needs; then the server's own wait is as good. */
const PATIENCE = 20_000;

/**
 * Asks, and once more with work done when the server wants some.
 * @template T
 * @param {(work: { work?: { challenge: string, answer: string } }) => Promise<T>} ask
 * @returns {Promise<T>}
 */
export async function withWork(ask) {
  try {
    return await ask({});
  } catch (problem) {
    if (!(problem instanceof ApiError) || problem.code !== 'work_required') throw problem;
    const { challenge = '', bits = 0 } = problem.details;
    const work = await solve({ challenge, bits }).catch(() => undefined);
    if (!work) throw problem;
    return ask({ work });
  }
}

/** @param {Challenge} challenge @returns {Promise<{ challenge: string, answer: string }>} what the server wants as `work` */
function solve({ challenge, bits }) {
  const worker = new Worker(new URL('./work-worker.js', import.meta.url));
  return new Promise((done, failed) => {
    const late = setTimeout(() => failed(new Error('the challenge takes too long')), PATIENCE);
    worker.onmessage = ({ data }) => (clearTimeout(late), done({ challenge, answer: data }));
    worker.onerror = () => (clearTimeout(late), failed(new Error('the challenge cannot be solved here')));
    worker.postMessage({ challenge, bits });
  }).finally(() => worker.terminate());
}
