DROP FUNCTION staff_name(text);
ALTER TABLE conversations DROP COLUMN answer_email_at, DROP COLUMN answer_email, DROP COLUMN visitor_seq;
ALTER TABLE messages DROP COLUMN author_name;
ALTER TABLE agents DROP COLUMN attachments;
