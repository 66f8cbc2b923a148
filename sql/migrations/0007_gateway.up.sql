-- What every call of a model provider used and cost. Rows outlive the conversation they were made for: money spent stays
-- spent when a customer's data is erased, so there are no foreign keys.
CREATE TABLE model_calls (
    id              uuid PRIMARY KEY,
    at              timestamptz NOT NULL,
    provider        text NOT NULL,
    model           text NOT NULL,
    -- what it was for: answer, router, embed, …
    purpose         text NOT NULL,
    conversation_id uuid,
    agent_id        uuid,
    input_tokens    bigint NOT NULL CHECK (input_tokens >= 0),
    output_tokens   bigint NOT NULL CHECK (output_tokens >= 0),
    -- the provider did not say, so the tokens were guessed from the length of the text
    estimated       boolean NOT NULL DEFAULT false,
    -- millionths of a US dollar; null when the model has no known price, which is not a price of zero
    cost_micro_usd  bigint CHECK (cost_micro_usd >= 0),
    latency_ms      bigint NOT NULL CHECK (latency_ms >= 0),
    -- ok, or the kind of failure: rate_limited, timed_out, …
    outcome         text NOT NULL
);

CREATE INDEX model_calls_at ON model_calls (at);
CREATE INDEX model_calls_conversation ON model_calls (conversation_id) WHERE conversation_id IS NOT NULL;
