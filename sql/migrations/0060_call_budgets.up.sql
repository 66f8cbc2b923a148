-- What calls cost is counted in more parts, and the budgets of API keys hold while calls run.
ALTER TABLE model_calls
    -- of the input tokens: read from, and kept in, the provider's cache
    ADD COLUMN cached_tokens      bigint NOT NULL DEFAULT 0 CHECK (cached_tokens >= 0),
    ADD COLUMN cache_write_tokens bigint NOT NULL DEFAULT 0 CHECK (cache_write_tokens >= 0),
    -- of the output tokens: those that nobody sees
    ADD COLUMN reasoning_tokens   bigint NOT NULL DEFAULT 0 CHECK (reasoning_tokens >= 0);

-- What is set aside for calls that run, in millionths of a US dollar: the most they can cost.
ALTER TABLE key_usage ADD COLUMN held_micro_usd bigint NOT NULL DEFAULT 0 CHECK (held_micro_usd >= 0);

-- The calls of API keys with a budget that run now. A row goes away when its call enters model_calls under the same id; when its
-- process died before, the row is older than `until` and enters model_calls as a call of which nobody knows what it used.
CREATE TABLE open_calls (
    id             uuid PRIMARY KEY,
    at             timestamptz NOT NULL,
    until          timestamptz NOT NULL,
    api_key_id     uuid NOT NULL,
    month          date NOT NULL,
    provider       text NOT NULL,
    model          text NOT NULL,
    purpose        text NOT NULL,
    held_micro_usd bigint NOT NULL CHECK (held_micro_usd >= 0)
);

CREATE INDEX open_calls_until ON open_calls (until);
