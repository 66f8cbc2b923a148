-- Mails of one exchange do not always come in their order, and programs answer within seconds.
ALTER TABLE mails
    -- the nearest mails that it answers: one of them may come later, and belongs to the same thread
    ADD COLUMN answers text[] NOT NULL DEFAULT '{}',
    -- when it came, if that was within seconds of a mail of ours that it answers
    ADD COLUMN reflex_at timestamptz;
CREATE INDEX mails_answers ON mails USING gin (answers);
