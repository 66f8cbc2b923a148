-- What a customer thinks of an answer stands in the answer, so that whoever reads it reads both.

ALTER TABLE messages ADD COLUMN feedback jsonb;
UPDATE messages m SET feedback = jsonb_build_object('rating', f.rating, 'comment', f.comment, 'at', f.updated_at)
FROM message_feedback f WHERE f.message_id = m.id;
DROP TABLE message_feedback;
