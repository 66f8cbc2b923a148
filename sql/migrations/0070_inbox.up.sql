-- What staff see of a conversation in a list: whether it waits for a person, what was said last, how much of it is unread, until when
-- it is put off, and what it is about.

ALTER TABLE conversations
    -- up to which event staff have read
    ADD COLUMN read_seq bigint NOT NULL DEFAULT 0,
    -- put off until then, as long as the customer has written nothing after that event
    ADD COLUMN snooze_until timestamptz,
    ADD COLUMN snooze_seq bigint NOT NULL DEFAULT 0,
    ADD COLUMN summary text;
UPDATE conversations SET read_seq = last_seq WHERE NOT unread;

CREATE INDEX conversations_open ON conversations (status) WHERE status <> 'closed';

-- The column `waiting_since` is the time of the customer's oldest message that neither staff nor an answer of the agent came after.
-- `needs_person` says that it waits for a person now.
DROP VIEW conversation_views;
CREATE VIEW conversation_views AS
SELECT c.*, k.external_id, k.claimed_id, k.name, k.email, k.phone, k.attributes,
       k.created_at AS contact_since, k.opted_out_at, w.waiting_since, s.snoozed_until,
       s.snoozed_until IS NULL
           AND (c.status = 'needs_human'
                OR (c.contact_seq > c.answered_seq AND (c.status = 'human_active' OR (c.status = 'ai_active' AND c.bot_paused_until > now()))))
           AS needs_person,
       CASE WHEN c.unread THEN (
           SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.author = 'contact' AND m.seq > c.read_seq)
       ELSE 0 END AS unread_count,
       (SELECT left(m.content, 300) FROM messages m
        WHERE m.conversation_id = c.id AND NOT m.private AND m.author <> 'system' ORDER BY m.seq DESC LIMIT 1)
           AS preview
FROM conversations c JOIN contacts k ON k.id = c.contact_id
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.status <> 'closed' AND c.contact_seq > c.answered_seq THEN (
        SELECT min(m.created_at) FROM messages m
        WHERE m.conversation_id = c.id AND m.author = 'contact'
          AND (m.unanswered IS NULL OR m.unanswered IN ('no_text', 'late'))
          AND m.seq > GREATEST(c.answered_seq, (
              SELECT a.seq FROM messages a
              WHERE a.conversation_id = c.id AND a.author IN ('agent', 'staff') AND NOT a.private
              ORDER BY a.seq DESC LIMIT 1))) END AS waiting_since) w
CROSS JOIN LATERAL (
    SELECT CASE WHEN c.snooze_until > now() AND c.contact_seq <= c.snooze_seq THEN c.snooze_until END AS snoozed_until) s;
