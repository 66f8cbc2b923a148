-- Ids that a provider showed together before either was known here: a number and the id that stays when the number gets another
-- owner. Whoever begins a conversation by one of them is known by both; then `contact_ids` has them, and the row goes.
CREATE TABLE id_pairs (
    channel  text NOT NULL,
    account  text NOT NULL,
    lasting  text NOT NULL,
    number   text NOT NULL,
    shown_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, account, lasting)
);
CREATE INDEX id_pairs_number ON id_pairs (channel, account, number);
CREATE INDEX id_pairs_shown ON id_pairs (channel, account, shown_at);
