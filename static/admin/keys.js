// @ts-check
/** `/` goes to the search, Esc empties and leaves it. */

/** @param {HTMLInputElement} search @param {() => void} emptied */
export function keys(search, emptied) {
  addEventListener('keydown', (event) => {
    const busy = document.querySelector('dialog[open]') || (event.target instanceof Element && event.target.closest('input, textarea, select'));
    if (event.key === '/' && !busy && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      search.focus();
      search.select();
    }
    if (event.key === 'Escape' && event.target === search) {
      search.value = '';
      search.blur();
      emptied();
    }
  });
}
