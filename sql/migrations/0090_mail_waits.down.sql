ALTER TABLE mails DROP COLUMN subject;
DROP TABLE mail_waits;
