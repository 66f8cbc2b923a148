import * as m from './lib.mjs';
const { default: OpenAI } = await import(process.argv[2]);
const c = new OpenAI({ apiKey: m.key, baseURL: m.url });
const chat = (model, content, more = {}) => c.chat.completions.create({ model, messages: m.user(content), ...more });
const calls = r => r.choices[0].message.tool_calls.map(x => m.call(x.function.name, x.function.arguments));
const helpers = c.chat.completions.stream ? c.chat.completions : c.beta.chat.completions;
await m.check('chat', m.TEXT, async model => (await chat(model, 'hi')).choices[0].message.content);
await m.check('stream', m.TEXT, async model => { let t = ''; for await (const x of await chat(model, 'hi', { stream: true, stream_options: { include_usage: true } })) t += x.choices[0]?.delta?.content ?? ''; return t; });
await m.check('tools', m.CALLS, async model => calls(await chat(model, 'weather?', { tools: m.tools })));
await m.check('streamed tools', m.CALLS, async model => calls(await helpers.stream({ model, messages: m.user('weather?'), tools: m.tools }).finalChatCompletion()));
await m.check('tool loop', m.TEXT, async model => helpers.runTools({ model, messages: m.user('weather?'), stream: true, tools: [{ type: 'function', function: { ...m.tools[0].function, parse: JSON.parse, function: () => 'sunny' } }] }).finalContent());
await m.check('structured', m.ADA, async model => JSON.parse((await chat(model, 'who?', { response_format: { type: 'json_schema', json_schema: { name: 'person', schema: m.person, strict: true } } })).choices[0].message.content));
await m.check('image', m.SEEN, async model => (await chat(model, [{ type: 'text', text: 'what?' }, { type: 'image_url', image_url: { url: m.PNG } }])).choices[0].message.content);
await m.check('embeddings', 2, async () => (await c.embeddings.create({ model: 'text-embedding-3-small', input: ['a', 'b'] })).data.length, ['openai']);
await m.check('error', 400, model => m.status(() => chat(model, 'fail-400')));
await m.check('abort', 'left', async model => { const a = new AbortController(); return m.leave(await c.chat.completions.create({ model, messages: m.user('endless'), stream: true }, { signal: a.signal }), () => a.abort()); });
await m.check('retry', m.TEXT, async model => (await chat(model, m.once())).choices[0].message.content);
if (process.argv[2] === 'openai') {
  const tool = { type: 'function', name: 'weather', parameters: m.parameters, strict: true };
  await m.check('responses', m.TEXT, async model => (await c.responses.create({ model, input: 'hi' })).output_text, ['anthropic']);
  await m.check('responses stream', m.TEXT, async model => (await c.responses.stream({ model, input: 'hi' }).finalResponse()).output[0].content[0].text, ['anthropic']);
  await m.check('responses streamed tools', m.CALLS, async model => (await c.responses.stream({ model, input: 'weather?', tools: [tool] }).finalResponse()).output.filter(x => x.type === 'function_call').map(x => m.call(x.name, x.arguments)), ['anthropic']);
}
