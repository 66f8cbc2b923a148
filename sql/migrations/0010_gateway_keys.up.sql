-- Limits of a key for the model gateway; null is no limit.
ALTER TABLE api_keys
    ADD COLUMN requests_per_minute     integer CHECK (requests_per_minute > 0),
    -- millionths of a US dollar: in a calendar month (UTC), and for the key's whole life
    ADD COLUMN monthly_budget_micro_usd bigint CHECK (monthly_budget_micro_usd >= 0),
    ADD COLUMN total_budget_micro_usd   bigint CHECK (total_budget_micro_usd >= 0);

-- Whose key paid for a call; null when Handcar itself asked. Not a reference: the ledger outlives the key.
ALTER TABLE model_calls ADD COLUMN api_key_id uuid;

CREATE INDEX model_calls_api_key ON model_calls (api_key_id, at) WHERE api_key_id IS NOT NULL;

-- What each key used in each month, so that a budget is one row to look at and not a million calls to add up.
CREATE TABLE key_usage (
    api_key_id     uuid   NOT NULL,
    month          date   NOT NULL,
    calls          bigint NOT NULL,
    input_tokens   bigint NOT NULL,
    output_tokens  bigint NOT NULL,
    cost_micro_usd bigint NOT NULL,
    PRIMARY KEY (api_key_id, month)
);
