// The webhook receiver somebody writes in an afternoon, and writes well: Fastify, pg, the signature over the raw bytes, and
// one transaction for the event, the contact, the conversation, the message, the contact's limit, the job and the notification for
// who listens, all prepared. PORT, DATABASE_URL and SECRET come from the environment; its tables stand in a schema of their
// own.
import { createHash, createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import pg from 'pg';

const PER_MINUTE = 10;
const PER_HOUR = 100;

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, options: '-c search_path=rival' });
await pool.query(`
    CREATE SCHEMA IF NOT EXISTS rival;
    CREATE TABLE IF NOT EXISTS events (id uuid PRIMARY KEY, name text UNIQUE, body text NOT NULL, at timestamptz DEFAULT now());
    CREATE TABLE IF NOT EXISTS contacts (id uuid PRIMARY KEY, number text UNIQUE, name text);
    CREATE TABLE IF NOT EXISTS conversations (id uuid PRIMARY KEY, contact uuid UNIQUE REFERENCES contacts,
        last_seq bigint NOT NULL DEFAULT 0, unread boolean, at timestamptz);
    CREATE TABLE IF NOT EXISTS messages (id uuid PRIMARY KEY, conversation uuid NOT NULL REFERENCES conversations, seq bigint,
        name text, content text, at timestamptz DEFAULT now(), UNIQUE (conversation, seq), UNIQUE (conversation, name));
    CREATE TABLE IF NOT EXISTS jobs (subject uuid PRIMARY KEY, due timestamptz);`);

const statements = {
    event: 'INSERT INTO events (id, name, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    contact: `INSERT INTO contacts (id, number, name) VALUES ($1, $2, $3)
        ON CONFLICT (number) DO UPDATE SET name = excluded.name RETURNING id`,
    conversation: `INSERT INTO conversations (id, contact, last_seq, unread, at) VALUES ($1, $2, 1, true, now())
        ON CONFLICT (contact) DO UPDATE SET last_seq = conversations.last_seq + 1, unread = true, at = now()
        RETURNING id, last_seq`,
    message: `INSERT INTO messages (id, conversation, seq, name, content) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING`,
    written: `SELECT count(*) AS hour, count(*) FILTER (WHERE at > now() - interval '1 minute') AS minute
        FROM messages WHERE conversation = $1 AND at > now() - interval '1 hour'`,
    job: `INSERT INTO jobs (subject, due) VALUES ($1, now() + interval '5 minutes')
        ON CONFLICT (subject) DO UPDATE SET due = LEAST(jobs.due, excluded.due)`,
    notify: `SELECT pg_notify('rival', $1)`,
};
const run = (client, name, values) => client.query({ name, text: statements[name], values });

async function keep(raw, payload) {
    const client = await pool.connect();
    try {
        await client.query('BEGIN');
        const name = createHash('sha256').update(raw).digest('hex');
        const kept = await run(client, 'event', [randomUUID(), name, raw.toString()]);
        if (kept.rowCount > 0) {
            for (const entry of payload.entry) {
                for (const { value } of entry.changes) {
                    for (const message of value.messages ?? []) {
                        await receive(client, value.contacts[0], message);
                    }
                }
            }
        }
        await client.query('COMMIT');
    } catch (e) {
        await client.query('ROLLBACK');
        throw e;
    } finally {
        client.release();
    }
}

async function receive(client, who, message) {
    const contact = await run(client, 'contact', [randomUUID(), who.wa_id, who.profile.name]);
    const conversation = await run(client, 'conversation', [randomUUID(), contact.rows[0].id]);
    const { id, last_seq: seq } = conversation.rows[0];
    await run(client, 'message', [randomUUID(), id, seq, message.id, message.text.body]);
    const { minute, hour } = (await run(client, 'written', [id])).rows[0];
    if (minute <= PER_MINUTE && hour <= PER_HOUR) {
        await run(client, 'job', [id]);
    }
    await run(client, 'notify', [`${id} ${message.id}`]);
}

const app = Fastify({ bodyLimit: 5 * 1024 * 1024 });
app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
app.post('/webhooks/whatsapp', async (request, reply) => {
    const given = Buffer.from(request.headers['x-hub-signature-256'] ?? '');
    const wanted = Buffer.from(`sha256=${createHmac('sha256', process.env.SECRET).update(request.body).digest('hex')}`);
    if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
        return reply.code(401).send({ error: 'signature' });
    }
    await keep(request.body, JSON.parse(request.body));
    return { status: 'ok' };
});
await app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
