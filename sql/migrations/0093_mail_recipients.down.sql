-- Back to where only the customer's own addresses are known.
DROP INDEX mails_recipients, mails_people;
ALTER TABLE mails DROP COLUMN recipients;
