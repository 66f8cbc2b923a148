-- Who is named in a note, so that they find it; and the filters of the inbox that staff keep under a name.

CREATE TABLE mentions (
    message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    -- when they opened the conversation
    seen_at    timestamptz,
    PRIMARY KEY (message_id, user_id)
);
CREATE INDEX mentions_user ON mentions (user_id, created_at DESC);

-- What reopening brings back: who had it, and what was answered then.
ALTER TABLE conversations ADD COLUMN closed_from text, ADD COLUMN closed_answered_seq bigint;

CREATE TABLE saved_views (
    id         uuid PRIMARY KEY,
    name       text NOT NULL,
    -- as the list of conversations takes it
    filter     jsonb NOT NULL,
    -- whose alone it is; null when all of staff have it
    author_id  text,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX saved_views_name ON saved_views (lower(name), coalesce(author_id, ''));
