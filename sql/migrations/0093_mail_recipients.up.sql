-- To whom else a person of ours wrote a mail: who answers it from there belongs to the same conversation.
ALTER TABLE mails ADD COLUMN recipients text[] NOT NULL DEFAULT '{}';
-- A customer is looked for by an address at which they wanted an answer.
CREATE INDEX mails_people ON mails USING gin (people);
CREATE INDEX mails_recipients ON mails USING gin (recipients);
