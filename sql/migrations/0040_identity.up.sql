-- The secret by which an agent's website proves who its visitors are; encrypted, beside the former one while it is replaced.
CREATE TABLE identity_secrets (
    agent_id     uuid PRIMARY KEY REFERENCES agents ON DELETE CASCADE,
    secrets      bytea NOT NULL,
    former_until timestamptz,
    created_at   timestamptz NOT NULL DEFAULT now()
);
