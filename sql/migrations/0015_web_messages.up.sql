-- Messages from our own page are stored like those of a provider, in a batch. Their client id is the page's and names nothing
-- outside, so it is no `external_id` of their delivery.
CREATE OR REPLACE FUNCTION arrive(ids uuid[], given_conversations uuid[], given_names text[], contents text[], given_attachments text[])
RETURNS SETOF messages LANGUAGE plpgsql AS $$
DECLARE
    counted record;
    kept messages;
BEGIN
    FOR i IN 1 .. cardinality(ids) LOOP
        IF EXISTS (SELECT 1 FROM messages m
                   WHERE m.conversation_id = given_conversations[i] AND m.author = 'contact' AND m.client_id = given_names[i])
        THEN
            CONTINUE;
        END IF;
        UPDATE conversations c
        SET last_seq = c.last_seq + 1, contact_seq = c.last_seq + 1, unread = true, last_message_at = clock_timestamp()
        WHERE c.id = given_conversations[i]
        RETURNING c.last_seq, c.channel INTO counted;
        INSERT INTO messages (id, conversation_id, seq, author, content, client_id, channel, attachments, delivery, created_at)
        VALUES (ids[i], given_conversations[i], counted.last_seq, 'contact', contents[i], given_names[i], counted.channel,
                CAST(given_attachments[i] AS jsonb),
                jsonb_build_object('status', 'received', 'error', NULL,
                                   'external_id', CASE WHEN counted.channel <> 'web' THEN given_names[i] END),
                clock_timestamp())
        RETURNING * INTO kept;
        RETURN NEXT kept;
    END LOOP;
END
$$;
