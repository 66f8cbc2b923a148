DROP TABLE message_originals;
ALTER TABLE messages DROP COLUMN has_original, DROP COLUMN unanswered;
