-- One-time passwords (RFC 6238) as a second factor of log-ins: the encrypted secret, since when it is confirmed, and the last step
-- that was used, since a code works once.
ALTER TABLE users ADD COLUMN totp_secret bytea, ADD COLUMN totp_at timestamptz, ADD COLUMN totp_step bigint NOT NULL DEFAULT 0;

-- Codes for who has lost the device; each works once. Only hashes of 80 random bits are stored.
CREATE TABLE recovery_codes (
    user_id uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    hash    bytea NOT NULL,
    PRIMARY KEY (user_id, hash)
);

-- What the owners demand of log-ins; a single row.
CREATE TABLE login_rules (
    id         boolean PRIMARY KEY DEFAULT true CHECK (id),
    totp_roles text[] NOT NULL DEFAULT '{}'
);
INSERT INTO login_rules DEFAULT VALUES;
