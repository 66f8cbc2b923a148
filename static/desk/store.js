// @ts-check
/** How many conversations each view has, for every part of the desk that shows it. */
import { ApiError, call } from '../shared/api.js';
import { live } from './live.js';

/** In milliseconds: what happens at the same moment is counted once. */
const TOGETHER = 400;

class Store {
  /** By view. @type {Record<string, number>} */
  counts = {};
  /** @type {Set<() => void>} */
  #watchers = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #soon;

  /** Follows the events. @param {(problem: unknown) => void} tell hears of a session that has ended; what passes is counted at the next event */
  open(tell) {
    const told = (/** @type {unknown} */ problem) => (problem instanceof ApiError && problem.passing) || tell(problem);
    const soon = () => (this.#soon ??= setTimeout(() => this.count().catch(told), TOGETHER));
    live({ conversation: soon, message: soon, reload: soon }, (state) => state === 'open' && soon());
  }

  /** Calls after each change, until the returned function is called. @param {() => void} changed */
  watch(changed) {
    this.#watchers.add(changed);
    return () => void this.#watchers.delete(changed);
  }

  /** Reads how many conversations each view has. */
  async count() {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.counts = await call('GET', '/api/v1/conversations/counts');
    for (const changed of this.#watchers) changed();
  }
}

export const store = new Store();
