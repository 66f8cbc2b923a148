// @ts-check
/** Sends a form with a file, telling how far it is. `fetch` cannot tell that, so this is the older way. */
import { ApiError, refusal } from './api.js';

/**
 * @param {string} path
 * @param {FormData} form
 * @param {(percent: number) => void} progress
 * @param {AbortSignal} [signal]
 * @returns {Promise<{ answer: any, status: number }>}
 */
export function bring(path, form, progress, signal) {
  const request = new XMLHttpRequest();
  return new Promise((done, refused) => {
    request.upload.onprogress = (event) => progress(event.lengthComputable ? Math.round((100 * event.loaded) / event.total) : 0);
    request.onload = () => {
      if (request.status < 300) done({ answer: JSON.parse(request.responseText), status: request.status });
      else refused(refusal(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    };
    request.onerror = () => refused(new ApiError(0, { message: 'The connection was lost. Try again.' }));
    request.onabort = () => refused(new ApiError(0, { code: 'aborted', message: 'It was removed.' }));
    signal?.addEventListener('abort', () => request.abort());
    request.open('POST', path);
    request.setRequestHeader('Accept', 'application/json');
    request.send(form);
  });
}
