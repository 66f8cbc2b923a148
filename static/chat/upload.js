// @ts-check
/** Sends a form with files and tells how far it has come, which `fetch` does not. */
import { ApiError, refusal } from '../shared/api.js';

/**
 * @param {string} address @param {string} token @param {FormData} form
 * @param {(share: number) => void} went how much of it, from 0 to 1
 * @returns {Promise<import('./conversation.js').Message>}
 */
export function upload(address, token, form, went) {
  const request = new XMLHttpRequest();
  return new Promise((done, failed) => {
    request.upload.onprogress = ({ loaded, total }) => went(total ? loaded / total : 0);
    request.onload = () => {
      if (request.status < 300) done(JSON.parse(request.responseText).message);
      else failed(refusal(request.status, request.responseText, request.getResponseHeader('Retry-After')));
    };
    request.onerror = () => failed(new ApiError(0, { code: 'unreachable', message: 'The server could not be reached.' }));
    request.open('POST', address);
    request.setRequestHeader('Authorization', `Bearer ${token}`);
    request.send(form);
  });
}
