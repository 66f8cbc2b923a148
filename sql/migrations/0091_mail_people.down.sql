ALTER TABLE mail_waits DROP COLUMN reason;
ALTER TABLE mails DROP COLUMN people;
