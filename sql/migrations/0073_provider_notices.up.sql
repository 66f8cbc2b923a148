-- When other programs were last told that a provider refuses a key, so that all replicas together tell it once in a while.
CREATE TABLE provider_notices (
    provider text PRIMARY KEY,
    told_at  timestamptz NOT NULL DEFAULT now()
);
