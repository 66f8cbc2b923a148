-- What is counted of strangers, so that none of them fills tables or spends money. Everything here is removed after a while.

-- Conversations that an address began on one day (UTC). The address is kept as a keyed hash.
CREATE TABLE address_days (
    day           date NOT NULL,
    address       bytea NOT NULL,
    conversations integer NOT NULL,
    PRIMARY KEY (day, address)
);

-- Work that was accepted once.
CREATE TABLE spent_challenges (
    hash       bytea PRIMARY KEY,
    expires_at timestamptz NOT NULL
);
CREATE INDEX spent_challenges_expiry ON spent_challenges (expires_at);

-- Wrong credentials by kind, network and hour: one row however many there were.
CREATE TABLE security_events (
    id      uuid NOT NULL UNIQUE,
    hour    timestamptz NOT NULL,
    kind    text NOT NULL,
    -- 203.0.113.0/24, 2001:db8:1::/48, or other when there are too many
    network text NOT NULL,
    count   bigint NOT NULL,
    last_at timestamptz NOT NULL,
    PRIMARY KEY (hour, kind, network)
);
