// @ts-check
/** Keeps the newest words in sight, but never pulls away from a reader who has scrolled up. */

/** How near (px) to the end still counts as being there. */
const NEAR = 48;

/**
 * @param {HTMLElement} scroller
 * @param {HTMLElement} newest the button shown when there is something below
 * @returns {{ toEnd: () => void, arrived: () => void }}
 */
export function follow(scroller, newest) {
  let atEnd = true;
  const toEnd = () => {
    atEnd = true;
    newest.hidden = true;
    scroller.scrollTop = scroller.scrollHeight;
  };
  scroller.addEventListener(
    'scroll',
    () => {
      atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < NEAR;
      if (atEnd) newest.hidden = true;
    },
    { passive: true },
  );
  const watch = new ResizeObserver(() => {
    if (atEnd) toEnd();
  });
  watch.observe(scroller);
  for (const child of scroller.children) watch.observe(child);
  return {
    toEnd,
    arrived: () => {
      if (!atEnd) newest.hidden = false;
    },
  };
}
