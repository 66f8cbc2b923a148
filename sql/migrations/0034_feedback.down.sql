CREATE TABLE message_feedback (
    message_id uuid PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
    rating     text NOT NULL CHECK (rating IN ('up', 'down')),
    comment    text,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO message_feedback (message_id, rating, comment, created_at, updated_at)
SELECT id, feedback ->> 'rating', feedback ->> 'comment', CAST(feedback ->> 'at' AS timestamptz), CAST(feedback ->> 'at' AS timestamptz)
FROM messages WHERE feedback IS NOT NULL;
ALTER TABLE messages DROP COLUMN feedback;
