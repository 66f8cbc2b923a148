-- What a browser says it is, shown beside its session.
ALTER TABLE sessions ADD COLUMN browser text NOT NULL DEFAULT '';

-- Codes that work once: a link to log in, a ticket to open an event stream. Exactly one of the three says who it stands for.
CREATE TABLE one_time_codes (
    hash       bytea PRIMARY KEY,
    purpose    text NOT NULL CHECK (purpose IN ('log_in', 'stream')),
    session_id uuid REFERENCES sessions ON DELETE CASCADE,
    admin_mark bytea,
    api_key_id uuid REFERENCES api_keys ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    CHECK (num_nonnulls(session_id, admin_mark, api_key_id) = 1)
);
CREATE INDEX one_time_codes_expiry ON one_time_codes (expires_at);

-- Wrong passwords in a row for one account, from whatever address.
CREATE TABLE login_failures (
    who      bytea PRIMARY KEY,
    failures integer NOT NULL,
    last_at  timestamptz NOT NULL DEFAULT now()
);
