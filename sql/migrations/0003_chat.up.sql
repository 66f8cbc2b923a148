-- Who writes to us, what was said, and where it goes on. The names are those of the systems this replaces.

CREATE TABLE contacts (
    id           uuid PRIMARY KEY,
    channel      text NOT NULL,
    -- the account of ours that was written to (a phone number id, a page id); empty where there is only one
    account      text NOT NULL DEFAULT '',
    -- what the provider proves about who it is; on our own widget nothing is proved, so it is the contact's own id
    external_id  text NOT NULL,
    -- what a web visitor says to be: shown to staff, never used to join conversations
    claimed_id   text,
    name         text,
    email        text,
    phone        text,
    language     text,
    attributes   jsonb NOT NULL DEFAULT '{}',
    -- the same person known under another row
    merged_into  uuid REFERENCES contacts ON DELETE SET NULL,
    opted_out_at timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    UNIQUE (channel, account, external_id)
);
CREATE INDEX contacts_newest ON contacts (created_at DESC, id DESC);

CREATE TABLE conversations (
    id               uuid PRIMARY KEY,
    contact_id       uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
    agent_id         uuid,
    channel          text NOT NULL,
    account          text NOT NULL DEFAULT '',
    status           text NOT NULL DEFAULT 'ai_active'
                     CHECK (status IN ('ai_active', 'needs_human', 'human_active', 'closed')),
    assignee         text,
    subject          text,
    tags             text[] NOT NULL DEFAULT '{}',
    priority         text NOT NULL DEFAULT 'normal' CHECK (priority IN ('low', 'normal', 'high', 'urgent')),
    unread           boolean NOT NULL DEFAULT false,
    handoff_reason   text,
    bot_paused_until timestamptz,
    stage            text,
    -- the fence: a person stepping in raises it, and an answer begun under a lower one is not sent
    epoch            bigint NOT NULL DEFAULT 0,
    -- the counter of the events below and of the messages; raised under this row's lock, so without gaps
    last_seq         bigint NOT NULL DEFAULT 0,
    -- the customer's newest message, and the newest one that was answered
    contact_seq      bigint NOT NULL DEFAULT 0,
    answered_seq     bigint NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL DEFAULT now(),
    last_message_at  timestamptz NOT NULL DEFAULT now(),
    closed_at        timestamptz,
    archived_at      timestamptz
);
CREATE INDEX conversations_latest ON conversations (last_message_at DESC, id DESC);
CREATE INDEX conversations_contact ON conversations (contact_id);
CREATE INDEX conversations_tags ON conversations USING gin (tags);

CREATE TABLE messages (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
    -- a private note has the number of the event it stands behind and is no event itself
    seq             bigint NOT NULL,
    author          text NOT NULL CHECK (author IN ('contact', 'agent', 'staff', 'system')),
    author_id       text,
    content         text NOT NULL,
    private         boolean NOT NULL DEFAULT false,
    citations       jsonb NOT NULL DEFAULT '[]',
    -- the sender's own name for it: the same one again is the same message
    client_id       text,
    channel         text NOT NULL,
    delivery        jsonb NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX messages_order ON messages (conversation_id, seq) WHERE NOT private;
CREATE UNIQUE INDEX messages_once ON messages (conversation_id, author, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX messages_thread ON messages (conversation_id, seq, id);
CREATE INDEX messages_external ON messages ((delivery ->> 'external_id')) WHERE delivery ->> 'external_id' IS NOT NULL;

-- What happened besides messages, in the same order with them.
CREATE TABLE conversation_events (
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
    seq             bigint NOT NULL,
    kind            text NOT NULL CHECK (kind IN ('status', 'error')),
    data            jsonb NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, seq)
);

CREATE TABLE message_feedback (
    message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
    rating     text NOT NULL CHECK (rating IN ('up', 'down')),
    comment    text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);

-- A conversation with whom it is with, as every reader wants it.
CREATE VIEW conversation_views AS
SELECT c.*, k.external_id, k.claimed_id, k.name, k.email, k.phone, k.attributes,
       k.created_at AS contact_since, k.opted_out_at
FROM conversations c JOIN contacts k ON k.id = c.contact_id;

-- Which account of a provider belongs to which agent, and how it is reached; the secrets are sealed.
CREATE TABLE channel_bindings (
    id          uuid PRIMARY KEY,
    channel     text NOT NULL,
    account     text NOT NULL DEFAULT '',
    name        text NOT NULL,
    agent_id    uuid,
    settings    jsonb NOT NULL DEFAULT '{}',
    secrets     bytea,
    enabled     boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    UNIQUE (channel, account)
);

-- What Instagram tells about a person, fetched once.
CREATE TABLE instagram_profiles (
    id          uuid PRIMARY KEY,
    contact_id  uuid REFERENCES contacts ON DELETE CASCADE,
    igsid       text NOT NULL UNIQUE,
    username    text,
    name        text,
    profile_pic text,
    fetched_at  timestamptz NOT NULL DEFAULT now()
);

-- Who is told of what, and how: e-mail, Slack or Telegram.
CREATE TABLE notification_configs (
    id         uuid PRIMARY KEY,
    user_id    uuid,
    event      text NOT NULL,
    kind       text NOT NULL CHECK (kind IN ('email', 'slack', 'telegram')),
    target     text NOT NULL,
    enabled    boolean NOT NULL DEFAULT true,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (event, kind, target)
);

-- What a person agreed to, and when they took it back; kept longer than the conversation, so that it can be shown.
CREATE TABLE consent_records (
    id         uuid PRIMARY KEY,
    contact_id uuid REFERENCES contacts ON DELETE SET NULL,
    -- a fingerprint of the contact's address, which outlives its erasure
    subject    text NOT NULL,
    purpose    text NOT NULL,
    granted    boolean NOT NULL,
    source     text NOT NULL,
    text       text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX consent_records_subject ON consent_records (subject, created_at DESC);
