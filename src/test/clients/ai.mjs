import * as m from './lib.mjs';
const [, , kind] = process.argv;
const six = kind === 'ai-6';
const { generateText, streamText, generateObject, embedMany, tool, stepCountIs } = await import(six ? 'ai-6' : 'ai');
const { z } = await import('zod');
const { createOpenAI } = await import(six ? '@ai-sdk/openai-6' : '@ai-sdk/openai');
const openai = createOpenAI({ apiKey: m.key, baseURL: m.url });
let model = id => openai.chat(id);
if (kind === 'anthropic') { const { createAnthropic } = await import('@ai-sdk/anthropic'); model = createAnthropic({ apiKey: m.key, baseURL: m.url }); }
if (kind === 'openrouter') { const { createOpenRouter } = await import('@openrouter/ai-sdk-provider'); const r = createOpenRouter({ apiKey: m.key, baseURL: m.url }); model = id => r.chat(id); }
const schema = z.object({ city: z.string() });
const idle = { weather: tool({ description: 'Tells the weather', inputSchema: schema }) };
const tools = { weather: tool({ description: 'Tells the weather', inputSchema: schema, execute: async () => 'sunny' }) };
const calls = list => list.map(x => m.call(x.toolName, x.input));
const all = async (of, label, wires) => {
  await m.check(label + 'chat', m.TEXT, async id => (await generateText({ model: of(id), prompt: 'hi' })).text, wires);
  await m.check(label + 'stream', m.TEXT, async id => { let t = ''; for await (const x of streamText({ model: of(id), prompt: 'hi' }).textStream) t += x; return t; }, wires);
  await m.check(label + 'tools', m.CALLS, async id => calls((await generateText({ model: of(id), prompt: 'weather?', tools: idle })).toolCalls), wires);
  await m.check(label + 'streamed tools', m.CALLS, async id => calls(await streamText({ model: of(id), prompt: 'weather?', tools: idle }).toolCalls), wires);
  await m.check(label + 'tool loop', m.TEXT, async id => { let r; const s = streamText({ model: of(id), prompt: 'weather?', tools, stopWhen: stepCountIs(3), onError: x => { r = x.error; } }); const t = await s.text; if (r) throw r; return t; }, wires);
  await m.check(label + 'structured', m.ADA, async id => (await generateObject({ model: of(id), prompt: 'who?', schemaName: 'person', schema: z.object({ name: z.string(), age: z.number() }) })).object, wires);
  await m.check(label + 'image', m.SEEN, async id => (await generateText({ model: of(id), messages: [{ role: 'user', content: [{ type: 'text', text: 'what?' }, { type: 'image', image: m.PNG }] }] })).text, wires);
  await m.check(label + 'error', 400, id => m.status(() => generateText({ model: of(id), prompt: 'fail-400', maxRetries: 0 })), wires);
  await m.check(label + 'abort', 'left', async id => { const a = new AbortController(); return m.leave(streamText({ model: of(id), prompt: 'endless', abortSignal: a.signal, onError: () => {} }).textStream, () => a.abort()); }, wires);
  await m.check(label + 'retry', m.TEXT, async id => (await generateText({ model: of(id), prompt: m.once() })).text, wires);
};
await all(model, '');
if (kind === 'ai' || six) {
  await all(id => openai(id), 'responses ', ['anthropic']);
  await m.check('embeddings', 2, async () => (await embedMany({ model: openai.textEmbeddingModel('text-embedding-3-small'), values: ['a', 'b'] })).embeddings.length, ['openai']);
}
