-- What the answers to customers cost on one day (UTC), in millionths of a US dollar. What is set aside for calls that run is part of
-- it: the most they can cost. It stays when a process dies, because nobody knows then what the call did cost.
CREATE TABLE answer_days (
    day       date PRIMARY KEY,
    micro_usd bigint NOT NULL DEFAULT 0,
    -- when the budget did not allow a call for the first time
    spent_at  timestamptz
);
