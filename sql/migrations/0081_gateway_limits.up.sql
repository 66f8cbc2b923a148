-- What models answered at /v1/responses through another API, so that programs may send an item's id in place of the item. As long as
-- OpenAI keeps them: thirty days.
CREATE TABLE response_items (
    id         text PRIMARY KEY,
    -- only this key finds it
    api_key_id uuid NOT NULL REFERENCES api_keys ON DELETE CASCADE,
    -- JSON; as text, because jsonb takes no zero characters
    item       text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX response_items_created_at ON response_items (created_at);
CREATE INDEX response_items_api_key_id ON response_items (api_key_id);

-- The tokens of each key with a limit in its present minute: those that were used, and those set aside for calls in progress.
CREATE TABLE key_minutes (
    api_key_id uuid PRIMARY KEY REFERENCES api_keys ON DELETE CASCADE,
    since      timestamptz NOT NULL,
    used       bigint NOT NULL CHECK (used >= 0),
    held       bigint NOT NULL CHECK (held >= 0)
);
