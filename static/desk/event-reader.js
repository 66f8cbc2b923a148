// @ts-check
/**
 * One reading of an event stream. Unlike EventSource it hears the server's heartbeat and its status: a connection on which nothing
 * comes any more is noticed, and an ended session is told from a lost network.
 */
import { ApiError, refusal } from '../shared/api.js';

/** In milliseconds, twice the heartbeat that is asked for and a little: after it the stream is open at our end only. */
const SILENCE = 12_000;

/**
 * Reads until the stream ends; a stream that is silent for too long, or that `signal` ends, fails.
 * @param {string} address @param {() => void} opened @param {(name: string, data: any) => void} hear @param {AbortSignal} signal
 */
export async function read(address, opened, hear, signal) {
  const stop = new AbortController();
  const end = () => stop.abort();
  signal.addEventListener('abort', end);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(end, SILENCE);
  };
  alive();
  try {
    const answer = await fetch(address, { headers: { Accept: 'text/event-stream' }, signal: stop.signal, cache: 'no-store' });
    if (!answer.ok || !answer.body) throw refusal(answer.status, await answer.text(), answer.headers.get('Retry-After'));
    opened();
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      alive();
      const blocks = (text + value).split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) told(block, hear);
    }
  } catch (problem) {
    if (problem instanceof ApiError) throw problem;
    throw new ApiError(0, { code: 'unreachable', message: 'The server could not be reached.' });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
    stop.abort();
  }
}

/** @param {string} block the lines of one event; a comment or a retry alone is none @param {(name: string, data: any) => void} hear */
function told(block, hear) {
  const lines = block.split('\n');
  const value = (/** @type {string} */ name) => lines.filter((line) => line.startsWith(`${name}: `)).map((line) => line.slice(name.length + 2)).join('\n');
  const data = value('data');
  if (data) hear(value('event') || 'message', JSON.parse(data));
}
