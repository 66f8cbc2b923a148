-- What providers told us, which of their threads is which conversation, and what is on its way to them.

ALTER TABLE messages
    -- media that came along: type, mime_type, size, name, caption and where the provider keeps it
    ADD COLUMN attachments jsonb NOT NULL DEFAULT '[]',
    ADD COLUMN edited_at   timestamptz,
    ADD COLUMN deleted_at  timestamptz;

-- Every webhook that proved itself, as it came but without secrets.
CREATE TABLE webhook_events (
    id          uuid PRIMARY KEY,
    kind        text NOT NULL,
    -- which door it came through: empty is the account from the environment, else the binding's id
    door        text NOT NULL,
    -- the provider's own name for it, or the fingerprint of its body: the same one again changes nothing
    event_id    text NOT NULL,
    -- what the path and the headers said that is needed to read it again
    event       text NOT NULL DEFAULT '',
    headers     jsonb NOT NULL,
    body        text NOT NULL,
    -- how many pieces of news of each type were found in it
    found       jsonb NOT NULL,
    received_at timestamptz NOT NULL DEFAULT now(),
    replayed_at timestamptz,
    UNIQUE (kind, door, event_id)
);
CREATE INDEX webhook_events_newest ON webhook_events (received_at DESC, id DESC);

-- A thread at a provider (a person's number, a Chatwoot conversation, the first mail of several) and its conversation.
CREATE TABLE channel_threads (
    channel         text NOT NULL,
    -- the account of ours that was written to
    account         text NOT NULL,
    thread          text NOT NULL,
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
    -- whose credentials answer; null is the account from the environment
    binding         uuid,
    -- what an answer must name besides the thread
    address         jsonb NOT NULL DEFAULT '{}',
    -- free text is allowed for so long after this moment
    last_inbound_at timestamptz,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, account, thread)
);
CREATE INDEX channel_threads_conversation ON channel_threads (conversation_id);

-- The outbox: one row for each part of a message that a provider is to carry.
CREATE TABLE deliveries (
    -- also the name under which providers tell what became of it
    id              uuid PRIMARY KEY,
    message_id      uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
    channel         text NOT NULL,
    account         text NOT NULL,
    -- empty where none is known: what is sent first begins it
    thread          text NOT NULL,
    -- its place in the conversation: the message's number, and the part in it from 1
    seq             bigint NOT NULL,
    part            int NOT NULL,
    parts           int NOT NULL,
    text            text NOT NULL,
    -- the fence under which the bot wrote it; null for what a person wrote, which nothing overtakes
    epoch           bigint,
    state           text NOT NULL DEFAULT 'queued' CHECK (state IN (
                        'queued', 'sending', 'sent', 'delivered', 'read', 'refused', 'unknown', 'dead', 'withdrawn')),
    attempt         int NOT NULL DEFAULT 0,
    due_at          timestamptz NOT NULL DEFAULT now(),
    -- the last time it was taken for sending: under which token, and when
    claim           uuid,
    claimed_at      timestamptz,
    external_id     text,
    error           text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX deliveries_open ON deliveries (channel, account, state, due_at) WHERE state IN ('queued', 'sending');
CREATE INDEX deliveries_line ON deliveries (conversation_id, seq, part) WHERE state IN ('queued', 'sending');
CREATE INDEX deliveries_conversation ON deliveries (conversation_id, id);
CREATE INDEX deliveries_message ON deliveries (message_id, part);
CREATE INDEX deliveries_external ON deliveries (channel, external_id) WHERE external_id IS NOT NULL;
CREATE INDEX deliveries_newest ON deliveries (created_at DESC, id DESC);

-- News about something we have not seen yet: a status before the answer to our request, an edit before its message.
CREATE TABLE early_news (
    channel     text NOT NULL,
    account     text NOT NULL,
    external_id text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('receipt', 'edit', 'deletion')),
    data        jsonb NOT NULL,
    at          timestamptz NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, account, external_id, kind)
);
CREATE INDEX early_news_age ON early_news (created_at);

-- Messages of a batch, one after the other. A loop, because the planner, asked for all of them in one statement while the
-- tables are small, would keep reading them whole when they are large.
CREATE FUNCTION arrive(ids uuid[], given_conversations uuid[], given_names text[], contents text[], given_attachments text[])
RETURNS SETOF messages LANGUAGE plpgsql AS $$
DECLARE
    counted record;
    kept messages;
BEGIN
    FOR i IN 1 .. cardinality(ids) LOOP
        IF EXISTS (SELECT 1 FROM messages m
                   WHERE m.conversation_id = given_conversations[i] AND m.author = 'contact' AND m.client_id = given_names[i])
        THEN
            CONTINUE;
        END IF;
        UPDATE conversations c
        SET last_seq = c.last_seq + 1, contact_seq = c.last_seq + 1, unread = true, last_message_at = clock_timestamp()
        WHERE c.id = given_conversations[i]
        RETURNING c.last_seq, c.channel INTO counted;
        INSERT INTO messages (id, conversation_id, seq, author, content, client_id, channel, attachments, delivery, created_at)
        VALUES (ids[i], given_conversations[i], counted.last_seq, 'contact', contents[i], given_names[i], counted.channel,
                CAST(given_attachments[i] AS jsonb),
                jsonb_build_object('status', 'received', 'external_id', given_names[i], 'error', NULL), clock_timestamp())
        RETURNING * INTO kept;
        RETURN NEXT kept;
    END LOOP;
END
$$;
