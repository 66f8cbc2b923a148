DROP INDEX mails_answers;
ALTER TABLE mails DROP COLUMN answers, DROP COLUMN reflex_at;
