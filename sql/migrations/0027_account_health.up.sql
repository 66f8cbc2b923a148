-- Whether sending by an account, fetching from it, or its connection works. Accounts of the environment have no row of their own.
CREATE TABLE account_health (
    channel       text NOT NULL,
    -- the provider's name for the account
    account       text NOT NULL,
    way           text NOT NULL CHECK (way IN ('sending', 'fetching', 'connection')),
    -- to the minute
    succeeded_at  timestamptz,
    -- in a row
    failures      int NOT NULL DEFAULT 0,
    failing_since timestamptz,
    failed_at     timestamptz,
    error         text,
    -- what failed last: one customer who cannot be reached is no trouble of the account
    subject       text,
    PRIMARY KEY (channel, account, way)
);
