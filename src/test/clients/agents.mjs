import * as m from './lib.mjs';
import { Agent, run, tool, setDefaultOpenAIClient, setOpenAIAPI, setTracingDisabled } from '@openai/agents';
import OpenAI from 'openai';
import { z } from 'zod';
setTracingDisabled(true);
setDefaultOpenAIClient(new OpenAI({ apiKey: m.key, baseURL: m.url }));
let asked = [];
const weather = tool({ name: 'weather', description: 'Tells the weather', parameters: z.object({ city: z.string() }), execute: async ({ city }) => { asked.push('weather ' + city); return 'sunny'; } });
const agent = (model, more = {}) => new Agent({ name: 'Helper', instructions: 'Help.', model, ...more });
for (const api of ['chat_completions', 'responses']) {
  setOpenAIAPI(api);
  const label = api === 'responses' ? 'responses ' : '';
  const wires = api === 'responses' ? ['anthropic'] : undefined;
  await m.check(label + 'chat', m.TEXT, async model => (await run(agent(model), 'hi')).finalOutput, wires);
  await m.check(label + 'stream', m.TEXT, async model => { const r = await run(agent(model), 'hi', { stream: true }); let t = ''; for await (const x of r.toTextStream()) t += x; await r.completed; return t; }, wires);
  await m.check(label + 'tool loop', [...m.CALLS, m.TEXT], async model => { asked = []; const r = await run(agent(model, { tools: [weather] }), 'weather?'); return [...asked, r.finalOutput]; }, wires);
  await m.check(label + 'streamed tool loop', [...m.CALLS, m.TEXT], async model => { asked = []; const r = await run(agent(model, { tools: [weather] }), 'weather?', { stream: true }); await r.completed; return [...asked, r.finalOutput]; }, wires);
  await m.check(label + 'structured', m.ADA, async model => (await run(agent(model, { outputType: z.object({ name: z.string(), age: z.number() }) }), 'who?')).finalOutput, wires);
  await m.check(label + 'image', m.SEEN, async model => (await run(agent(model), [{ role: 'user', content: [{ type: 'input_text', text: 'what?' }, { type: 'input_image', image: m.PNG }] }])).finalOutput, wires);
  await m.check(label + 'error', 400, model => m.status(() => run(agent(model), 'fail-400')), wires);
  await m.check(label + 'retry', m.TEXT, async model => (await run(agent(model), m.once())).finalOutput, wires);
}
