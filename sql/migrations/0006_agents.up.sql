-- Who answers: what an agent is called, how it speaks, what it may use.
CREATE TABLE agents (
    id          uuid PRIMARY KEY,
    slug        text NOT NULL UNIQUE CHECK (slug ~ '^[a-z0-9][a-z0-9-]{0,59}$'),
    name        text NOT NULL,
    company     text NOT NULL DEFAULT '',
    persona     text NOT NULL DEFAULT '',
    goal        text NOT NULL DEFAULT '',
    rules       text[] NOT NULL DEFAULT '{}',
    tone        text NOT NULL DEFAULT '',
    -- the customer's language is answered in when this is empty or names it; else the first of these
    languages   text[] NOT NULL DEFAULT '{}',
    -- [{"question": …, "answer": …}], shown to the model
    examples    jsonb NOT NULL DEFAULT '[]',
    greeting    text NOT NULL DEFAULT '',
    suggestions text[] NOT NULL DEFAULT '{}',
    -- null takes the installation's model and its settings
    model       text,
    temperature double precision,
    max_tokens  int,
    is_default  boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);

CREATE UNIQUE INDEX agents_one_default ON agents (is_default) WHERE is_default;
