-- What was taken off a message before it is read (the earlier mails below a reply), and why a message is not answered.

ALTER TABLE messages
    ADD COLUMN has_original boolean NOT NULL DEFAULT false,
    -- a reason of UnansweredReason
    ADD COLUMN unanswered   text;

-- Apart from the messages, because threads are read often and originals are long and rarely shown.
CREATE TABLE message_originals (
    message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
    content    text NOT NULL
);
