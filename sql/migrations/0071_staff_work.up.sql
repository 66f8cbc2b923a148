-- What staff have begun to write, what they write often, what they send later, and the words of all messages for their search.

CREATE TABLE drafts (
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
    -- as messages name their author
    author_id       text NOT NULL,
    content         text NOT NULL,
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (conversation_id, author_id)
);

CREATE TABLE saved_replies (
    id         uuid PRIMARY KEY,
    shortcut   text NOT NULL,
    content    text NOT NULL,
    -- whose alone it is; null when all of staff have it
    author_id  text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX saved_replies_shortcut ON saved_replies (lower(shortcut), coalesce(author_id, ''));

CREATE TABLE scheduled_replies (
    id              uuid PRIMARY KEY,
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
    author_id       text NOT NULL,
    -- as the audit log names who wrote it
    actor           jsonb NOT NULL,
    content         text NOT NULL,
    files           uuid[] NOT NULL,
    client_id       text,
    -- not sent when somebody of staff has answered after this event
    expected_seq    bigint,
    send_at         timestamptz NOT NULL,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX scheduled_replies_once ON scheduled_replies (conversation_id, client_id) WHERE client_id IS NOT NULL;
CREATE INDEX scheduled_replies_order ON scheduled_replies (conversation_id, send_at, id);

CREATE INDEX messages_words ON messages USING gin (to_tsvector('simple', content));
