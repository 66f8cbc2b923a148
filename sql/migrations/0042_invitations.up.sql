-- Colleagues who may choose a password by a link that works once.
CREATE TABLE invitations (
    id         uuid PRIMARY KEY,
    hash       bytea NOT NULL UNIQUE,
    email      text NOT NULL,
    name       text NOT NULL,
    role       text NOT NULL CHECK (role IN ('viewer', 'agent', 'admin', 'owner')),
    invited_by text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE UNIQUE INDEX invitations_email ON invitations (lower(email));

-- The code that was mailed to a user last, for each purpose; guessed wrong too often it is gone.
CREATE TABLE mailed_codes (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('password_reset', 'log_in')),
    hash       bytea NOT NULL,
    wrong      integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL,
    PRIMARY KEY (user_id, purpose)
);
CREATE INDEX mailed_codes_hash ON mailed_codes (hash);
