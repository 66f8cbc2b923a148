// What every client is asked to do. Each script prints one line of JSON for each capability and each kind of provider.
import { randomUUID } from 'node:crypto';

export const key = process.env.KEY;
export const server = process.env.GATEWAY;
export const url = server + '/v1';
export const models = { openai: 'gpt-4o', anthropic: 'claude-haiku-4-5' };
export const PNG = 'data:image/png;base64,iVBORw0KGgo=';
export const TEXT = 'Hello from the matrix.';
export const SEEN = 'I see an image.';
export const CALLS = ['weather Oslo', 'weather Rome'];
export const ADA = { name: 'Ada', age: 36 };
export const user = content => [{ role: 'user', content }];
export const once = () => 'fail-once ' + randomUUID();
export const parameters = { type: 'object', properties: { city: { type: 'string' } }, required: ['city'], additionalProperties: false };
export const person = { type: 'object', properties: { name: { type: 'string' }, age: { type: 'number' } }, required: ['name', 'age'], additionalProperties: false };
export const tools = [{ type: 'function', function: { name: 'weather', description: 'Tells the weather', parameters } }];
export const call = (name, args) => `${name} ${(typeof args === 'string' ? JSON.parse(args) : args).city}`;

/** Asks for the value on both kinds of provider, or on those named, and compares it. */
export async function check(what, expected, ask, wires = Object.keys(models)) {
  for (const wire of wires) {
    let got;
    try { got = await ask(models[wire], wire); } catch (e) { got = 'failed: ' + (e.stack ?? e); }
    const ok = JSON.stringify(got) === JSON.stringify(expected);
    console.log(JSON.stringify({ what, wire, ok, got: ok ? '' : String(typeof got === 'string' ? got : JSON.stringify(got)).slice(0, 600) }));
  }
}

/** The status of the error that a call ends with. */
export const status = async f => { try { await f(); return 'no error'; } catch (e) { return e.status ?? e.statusCode ?? e.lastError?.statusCode ?? String(e.stack ?? e); } };

/** Leaves after the first piece. */
export async function leave(stream, abort) {
  let pieces = 0;
  try { for await (const _ of stream) { if (++pieces === 1) abort(); if (pieces > 200) return 'goes on'; } } catch (e) { if (!/abort/i.test(e.name + e.message)) throw e; }
  return pieces > 0 ? 'left' : 'nothing came';
}
