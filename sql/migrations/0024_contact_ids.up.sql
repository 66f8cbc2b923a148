-- The ids of one person that a provider has shown together: a number and the id that stays when the number gets another owner
-- (WhatsApp's user id, `…@lid`). A contact with a single id has no row.
CREATE TABLE contact_ids (
    channel     text NOT NULL,
    account     text NOT NULL,
    external_id text NOT NULL,
    contact_id  uuid NOT NULL REFERENCES contacts ON DELETE CASCADE,
    -- whether the id stays with the person; a number may get another owner
    lasting     boolean NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (channel, account, external_id)
);
CREATE INDEX contact_ids_contact ON contact_ids (contact_id);

-- What the addresses of threads have shown so far.
INSERT INTO contact_ids (channel, account, external_id, contact_id, lasting)
SELECT DISTINCT ON (t.channel, t.account, i.external_id) t.channel, t.account, i.external_id, c.contact_id, i.lasting
FROM channel_threads t
JOIN conversations c ON c.id = t.conversation_id
CROSS JOIN LATERAL (VALUES (t.address ->> 'recipient', true), (t.address ->> 'to', false)) AS i (external_id, lasting)
WHERE t.channel IN ('whatsapp', 'dialog360') AND t.address ? 'recipient' AND t.address ? 'to'
ORDER BY t.channel, t.account, i.external_id, t.last_inbound_at DESC NULLS LAST;
