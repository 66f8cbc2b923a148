-- Files that staff send.
ALTER TABLE deliveries
    -- the rows of media that go with the part, in their order
    ADD COLUMN files uuid[] NOT NULL DEFAULT '{}',
    -- the provider's id of the file, once it was uploaded; the part itself is not sent by that
    ADD COLUMN uploaded text,
    -- how much longer than a text an attempt may take
    ADD COLUMN extra_seconds int NOT NULL DEFAULT 0;
