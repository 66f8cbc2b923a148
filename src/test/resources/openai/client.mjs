// Drives the unmodified openai package against a server. Prints one line of JSON: what it saw.
// usage: node client.mjs BASE_URL API_KEY WHAT
import OpenAI from 'openai';

const [baseURL, apiKey, what] = process.argv.slice(2);
const client = new OpenAI({ baseURL, apiKey, maxRetries: 0, timeout: 20_000 });
const messages = [{ role: 'user', content: 'What time is it?' }];
const tools = [{
  type: 'function',
  function: { name: 'clock', description: 'Tells the time', parameters: { type: 'object', properties: { zone: { type: 'string' } } } },
}];

const doings = {
  async chat() {
    const { data, response } = await client.chat.completions.create({ model: 'gpt-4o-mini', messages }).withResponse();
    return { text: data.choices[0].message.content, id: response.headers.get('x-request-id') !== null, used: data.usage.total_tokens };
  },
  async stream() {
    const stream = await client.chat.completions.create({ model: 'gpt-4o-mini', messages, stream: true });
    let text = '';
    let chunks = 0;
    for await (const chunk of stream) {
      text += chunk.choices[0].delta.content ?? '';
      chunks++;
    }
    return { text, chunks };
  },
  async counted() {
    const stream = await client.chat.completions.create({
      model: 'gpt-4o-mini', messages, stream: true, stream_options: { include_usage: true },
    });
    let used = 0;
    for await (const chunk of stream) used = chunk.usage?.total_tokens ?? used;
    return { used };
  },
  async tools() {
    const runner = client.chat.completions.stream({ model: 'claude-haiku-4-5', messages, tools });
    const call = (await runner.finalMessage()).tool_calls[0];
    return { name: call.function.name, arguments: call.function.arguments };
  },
  async embeddings() {
    const answer = await client.embeddings.create({ model: 'text-embedding-3-small', input: ['one', 'two'] });
    return { count: answer.data.length, dimension: answer.data[0].embedding.length };
  },
  async models() {
    const names = [];
    for await (const model of client.models.list()) names.push(model.id);
    return { names, one: (await client.models.retrieve('handcar')).id };
  },
  async leave() {
    const stream = await client.chat.completions.create({ model: 'gpt-4o-mini', messages, stream: true });
    for await (const chunk of stream) if (chunk) break;
    return { left: true };
  },
};

try {
  const seen = what === 'error' ? await doings.chat() : await doings[what]();
  console.log(JSON.stringify(seen));
} catch (e) {
  console.log(JSON.stringify({
    kind: e.constructor.name, status: e.status ?? null, type: e.type ?? null, code: e.code ?? null,
    param: e.param ?? null, message: e.message,
  }));
}
