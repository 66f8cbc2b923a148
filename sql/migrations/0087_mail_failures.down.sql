ALTER TABLE mails DROP COLUMN written_at;
DROP TABLE mail_failures;
