-- What staff set for the model gateway: providers beside those of the environment, other names for models, and prices.
CREATE TABLE gateway_settings (
    id         uuid PRIMARY KEY,
    kind       text NOT NULL CHECK (kind IN ('provider', 'alias', 'price')),
    -- the provider's name, the alias, or the pattern of models that a price is for
    name       text NOT NULL,
    fields     jsonb NOT NULL,
    -- the keys of a provider, encrypted
    secrets    bytea,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (kind, name)
);

-- More limits of a key for the model gateway; null is no limit.
ALTER TABLE api_keys
    -- patterns of the models it may name
    ADD COLUMN allowed_models    text[],
    ADD COLUMN tokens_per_minute integer CHECK (tokens_per_minute > 0),
    -- how old an answer of the cache may be that it gets without asking for one
    ADD COLUMN cache_seconds     integer CHECK (cache_seconds > 0);
