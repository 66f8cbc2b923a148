DROP VIEW conversation_views;
DROP INDEX conversations_open;
ALTER TABLE conversations DROP COLUMN read_seq, DROP COLUMN snooze_until, DROP COLUMN snooze_seq, DROP COLUMN summary;
CREATE VIEW conversation_views AS
SELECT c.id, c.contact_id, c.agent_id, c.channel, c.account, c.status, c.assignee, c.subject, c.tags, c.priority, c.unread,
       c.handoff_reason, c.bot_paused_until, c.stage, c.epoch, c.last_seq, c.contact_seq, c.answered_seq, c.created_at,
       c.last_message_at, c.closed_at, c.archived_at, c.decided_at, c.told_only_text_at, k.external_id, k.claimed_id, k.name, k.email, k.phone, k.attributes,
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
