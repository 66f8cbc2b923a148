// The gateway somebody writes in an afternoon: Fastify in front, OpenAI's own client behind, one key, no cost record, no limits,
// no cache. PORT, PROVIDER (a base URL) and KEY come from the environment.
import Fastify from 'fastify';
import OpenAI from 'openai';

const key = `Bearer ${process.env.KEY}`;
const provider = new OpenAI({ apiKey: 'sk-provider', baseURL: process.env.PROVIDER, maxRetries: 2 });
const app = Fastify({ bodyLimit: 2 * 1024 * 1024 });

app.post('/v1/chat/completions', async (request, reply) => {
    if (request.headers.authorization !== key) {
        return reply.code(401).send({ error: { message: 'Unknown key.', type: 'unauthorized' } });
    }
    return request.body.stream ? stream(request, reply) : provider.chat.completions.create(request.body);
});

async function stream(request, reply) {
    const gone = new AbortController();
    reply.raw.on('close', () => gone.abort());
    const chunks = await provider.chat.completions.create(request.body, { signal: gone.signal });
    reply.hijack();
    reply.raw.socket.setNoDelay(true);
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    for await (const chunk of chunks) {
        const more = reply.raw.write(`data: ${JSON.stringify(chunk)}\n\n`);
        if (!more) {
            await new Promise((resolve) => reply.raw.once('drain', resolve));
        }
    }
    reply.raw.end('data: [DONE]\n\n');
}

app.setErrorHandler((error, request, reply) => {
    const status = error.status ?? error.statusCode ?? 500;
    reply.code(status).send({ error: { message: error.message, type: 'upstream' } });
});

await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
