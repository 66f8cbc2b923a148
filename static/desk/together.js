// @ts-check
/** What happens at the same moment is read once. */

/** In milliseconds. What changes more often than twice a second nobody reads, and who types meanwhile would feel it. */
const MOMENT = 300;
const REST = 600;

/**
 * A function that runs `run` a moment after the first of many calls, and again only when that has ended: a server that is
 * busy is asked less often.
 * @param {() => unknown} run @returns {() => void}
 */
export function together(run) {
  let waits = false;
  let runs = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    if (!runs) setTimeout(begin, MOMENT);
  };
  const begin = async () => {
    waits = false;
    runs = true;
    try {
      await run();
    } finally {
      runs = false;
      if (waits) setTimeout(begin, REST);
    }
  };
  return soon;
}
