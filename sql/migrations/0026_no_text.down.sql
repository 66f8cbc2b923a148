DROP VIEW conversation_views;
ALTER TABLE conversations DROP COLUMN told_only_text_at;
CREATE VIEW conversation_views AS
SELECT c.id, c.contact_id, c.agent_id, c.channel, c.account, c.status, c.assignee, c.subject, c.tags, c.priority, c.unread,
       c.handoff_reason, c.bot_paused_until, c.stage, c.epoch, c.last_seq, c.contact_seq, c.answered_seq, c.created_at,
       c.last_message_at, c.closed_at, c.archived_at,
       k.external_id, k.claimed_id, k.name, k.email, k.phone, k.attributes,
       k.created_at AS contact_since, k.opted_out_at
FROM conversations c JOIN contacts k ON k.id = c.contact_id;
