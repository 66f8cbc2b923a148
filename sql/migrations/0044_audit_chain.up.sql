-- The audit log is chained under a key of the server's, so that whoever can write to the database cannot rewrite it unseen.
-- What a row says beyond its fields stands apart and can be erased: the chain holds its digest.
CREATE TABLE audit_details (
    audit_id uuid PRIMARY KEY REFERENCES audit_logs (id) ON DELETE CASCADE,
    details  jsonb NOT NULL
);
INSERT INTO audit_details (audit_id, details) SELECT id, details FROM audit_logs;
-- Rows without a key were written before there was one: their hash is audit_hash, and the first row under a key holds the last.
ALTER TABLE audit_logs DROP COLUMN details, ADD COLUMN details_digest bytea, ADD COLUMN key_id text;

-- The newest row, under a seal of its own, so that it shows when newest rows are gone.
CREATE TABLE audit_head (
    lone boolean PRIMARY KEY DEFAULT true CHECK (lone),
    seq  bigint NOT NULL,
    hash bytea NOT NULL,
    seal bytea NOT NULL
);

CREATE FUNCTION audit_details_digest(details jsonb) RETURNS bytea LANGUAGE sql IMMUTABLE AS $$
    SELECT sha256(convert_to(CAST(details AS text), 'UTF8'))
$$;

-- The one definition of what the keyed hash of a row covers; the array keeps neighbouring fields apart.
CREATE FUNCTION audit_digest(previous bytea, id uuid, created_at timestamptz, actor_kind text, actor_id uuid,
                             actor_name text, action text, subject_type text, subject_id text, details_digest bytea)
RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(CAST(jsonb_build_array(
        encode(previous, 'hex'), id, CAST(extract(epoch FROM created_at) * 1000000 AS bigint), actor_kind, actor_id,
        actor_name, action, subject_type, subject_id, encode(details_digest, 'hex')) AS text), 'UTF8'))
$$;

-- An event need not be about a conversation.
ALTER TABLE outgoing_events ALTER COLUMN conversation_id DROP NOT NULL;
