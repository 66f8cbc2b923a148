import * as m from './lib.mjs';
import Anthropic from '@anthropic-ai/sdk';
const c = new Anthropic({ apiKey: m.key, baseURL: m.server });
const tools = [{ name: 'weather', description: 'Tells the weather', input_schema: m.parameters }];
const ask = (model, content, more = {}) => ({ model, max_tokens: 100, messages: m.user(content), ...more });
const calls = r => r.content.filter(x => x.type === 'tool_use').map(x => m.call(x.name, x.input));
const text = r => r.content.filter(x => x.type === 'text').map(x => x.text).join('');
await m.check('chat', m.TEXT, async model => text(await c.messages.create(ask(model, 'hi'))));
await m.check('stream', m.TEXT, async model => text(await c.messages.stream(ask(model, 'hi')).finalMessage()));
await m.check('tools', m.CALLS, async model => calls(await c.messages.create(ask(model, 'weather?', { tools }))));
await m.check('streamed tools', m.CALLS, async model => calls(await c.messages.stream(ask(model, 'weather?', { tools })).finalMessage()));
await m.check('tool loop', m.TEXT, async model => {
  const messages = m.user('weather?');
  for (let i = 0; i < 3; i++) {
    const r = await c.messages.stream({ model, max_tokens: 100, messages, tools }).finalMessage();
    if (r.stop_reason !== 'tool_use') return text(r);
    messages.push({ role: 'assistant', content: r.content }, { role: 'user', content: r.content.filter(x => x.type === 'tool_use').map(x => ({ type: 'tool_result', tool_use_id: x.id, content: 'sunny' })) });
  }
});
await m.check('structured', m.ADA, async model => (await c.messages.create(ask(model, 'who?', { tools: [{ name: 'answer_person', input_schema: m.person }], tool_choice: { type: 'tool', name: 'answer_person' } }))).content[0].input);
await m.check('image', m.SEEN, async model => text(await c.messages.create(ask(model, [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } }, { type: 'text', text: 'what?' }]))));
await m.check('error', 400, model => m.status(() => c.messages.create(ask(model, 'fail-400'))));
await m.check('abort', 'left', async model => { const s = c.messages.stream(ask(model, 'endless')); return m.leave(s, () => s.abort()); });
await m.check('retry', m.TEXT, async model => text(await c.messages.create(ask(model, m.once()))));
