-- A customer who sent only what no agent reads is told so once in a conversation; and since when a customer waits.

ALTER TABLE conversations ADD COLUMN told_only_text_at timestamptz;

-- The column `waiting_since` is the time of the customer's oldest message that neither staff nor an answer of the agent came after.
DROP VIEW conversation_views;
CREATE VIEW conversation_views AS
SELECT c.*, k.external_id, k.claimed_id, k.name, k.email, k.phone, k.attributes,
       k.created_at AS contact_since, k.opted_out_at,
       CASE WHEN c.status <> 'closed' AND c.contact_seq > c.answered_seq THEN (
           SELECT min(m.created_at) FROM messages m
           WHERE m.conversation_id = c.id AND m.author = 'contact'
             AND (m.unanswered IS NULL OR m.unanswered IN ('no_text', 'late'))
             AND m.seq > GREATEST(c.answered_seq, (
                 SELECT a.seq FROM messages a
                 WHERE a.conversation_id = c.id AND a.author IN ('agent', 'staff') AND NOT a.private
                 ORDER BY a.seq DESC LIMIT 1)))
       END AS waiting_since
FROM conversations c JOIN contacts k ON k.id = c.contact_id;
