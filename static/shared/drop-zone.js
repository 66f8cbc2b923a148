// @ts-check
/** Files dropped anywhere on the page. */

/** @param {HTMLElement} veil shown while files hover @param {(files: File[]) => void} dropped @param {() => boolean} open */
export function dropping(veil, dropped, open) {
  const carriesFiles = (/** @type {DragEvent} */ event) => open() && event.dataTransfer?.types.includes('Files');
  // Each child entered and left tells it too; only the balance says whether the files are still over the page.
  let depth = 0;

  addEventListener('dragenter', (event) => {
    if (!carriesFiles(event)) return;
    depth += 1;
    veil.hidden = false;
  });
  addEventListener('dragleave', (event) => {
    if (!carriesFiles(event)) return;
    depth -= 1;
    veil.hidden = depth <= 0;
  });
  addEventListener('dragover', (event) => {
    if (carriesFiles(event)) event.preventDefault();
  });
  addEventListener('drop', (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    veil.hidden = true;
    dropped([...(event.dataTransfer?.files ?? [])]);
  });
}
