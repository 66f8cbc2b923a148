-- Who may do what: staff, their sessions, keys for programs, and the record of what was done.

CREATE TABLE users (
    id            uuid PRIMARY KEY,
    email         text NOT NULL,
    name          text NOT NULL,
    role          text NOT NULL CHECK (role IN ('viewer', 'agent', 'admin', 'owner')),
    -- algorithm$rounds$salt$hash, so that the rounds can grow with the machines
    password      text NOT NULL,
    disabled      boolean NOT NULL DEFAULT false,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    last_login_at timestamptz
);
CREATE UNIQUE INDEX users_email ON users (lower(email));

-- One log-in: the browser's cookie and the family of refresh tokens that came out of it.
CREATE TABLE sessions (
    id         uuid PRIMARY KEY,
    -- null: opened with the admin token, whose mark then stands beside it
    user_id    uuid REFERENCES users ON DELETE CASCADE,
    admin_mark bytea,
    cookie     bytea NOT NULL UNIQUE,
    address    text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    seen_at    timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    revoked_at timestamptz,
    CHECK ((user_id IS NULL) <> (admin_mark IS NULL))
);
CREATE INDEX sessions_user ON sessions (user_id);
CREATE INDEX sessions_expiry ON sessions (expires_at);

-- Kept after they are spent: seeing one again is how a theft shows.
CREATE TABLE refresh_tokens (
    hash       bytea PRIMARY KEY,
    session_id uuid NOT NULL REFERENCES sessions ON DELETE CASCADE,
    created_at timestamptz NOT NULL DEFAULT now(),
    spent_at   timestamptz
);
CREATE INDEX refresh_tokens_session ON refresh_tokens (session_id);

-- The tries of the last minute to log in, by e-mail and address; in the database because replicas share the count.
CREATE TABLE login_tries (
    who      bytea PRIMARY KEY,
    tries_at timestamptz[] NOT NULL,
    last_at  timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE api_keys (
    id           uuid PRIMARY KEY,
    name         text NOT NULL,
    -- the first characters, so that people can tell their keys apart
    prefix       text NOT NULL,
    hash         bytea NOT NULL UNIQUE,
    scopes       text[] NOT NULL,
    -- the agent whose conversations it may begin; null: any
    agent        text,
    created_by   text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    expires_at   timestamptz,
    last_used_at timestamptz
);

-- What was done and by whom. Each row's hash covers the row and the hash before it, so that a changed or missing row in
-- between shows. Rows go only at the old end, when their time is over.
CREATE TABLE audit_logs (
    seq          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    id           uuid NOT NULL UNIQUE,
    created_at   timestamptz NOT NULL,
    actor_kind   text NOT NULL,
    actor_id     uuid,
    actor_name   text NOT NULL,
    action       text NOT NULL,
    subject_type text NOT NULL,
    subject_id   text NOT NULL,
    details      jsonb NOT NULL,
    previous     bytea NOT NULL,
    hash         bytea NOT NULL
);
CREATE INDEX audit_logs_newest ON audit_logs (created_at DESC, id DESC);
CREATE INDEX audit_logs_subject ON audit_logs (subject_type, subject_id);

-- The one definition of what a row's hash covers; the array keeps neighbouring fields apart.
CREATE FUNCTION audit_hash(previous bytea, id uuid, created_at timestamptz, actor_kind text, actor_id uuid,
                           actor_name text, action text, subject_type text, subject_id text, details jsonb)
RETURNS bytea LANGUAGE sql STABLE AS $$
    SELECT sha256(convert_to(CAST(jsonb_build_array(
        encode(previous, 'hex'), id, CAST(extract(epoch FROM created_at) * 1000000 AS bigint), actor_kind, actor_id,
        actor_name, action, subject_type, subject_id, details) AS text), 'UTF8'))
$$;
