-- name: find-draft
-- What a member of staff has begun to write in a conversation.
SELECT content, updated_at FROM drafts WHERE conversation_id = :conversation AND author_id = :author

-- name: keep-draft
-- The newest words of a draft.
INSERT INTO drafts (conversation_id, author_id, content) VALUES (:conversation, :author, :content)
ON CONFLICT (conversation_id, author_id) DO UPDATE SET content = excluded.content, updated_at = now()
RETURNING content, updated_at

-- name: drop-draft
-- A draft was sent or given up.
DELETE FROM drafts WHERE conversation_id = :conversation AND author_id = :author

-- name: saved-replies
-- Those of all of staff and one's own, by shortcut.
SELECT * FROM saved_replies WHERE author_id IS NULL OR author_id = :author ORDER BY lower(shortcut), id

-- name: add-saved-reply
-- No row when there is one of that shortcut.
INSERT INTO saved_replies (id, shortcut, content, author_id)
SELECT :id, :shortcut, :content, CAST(:author AS text)
WHERE (SELECT count(*) FROM saved_replies) < CAST(:most AS bigint)
ON CONFLICT DO NOTHING
RETURNING *

-- name: count-saved-replies
-- How many there are.
SELECT count(*) AS whole FROM saved_replies

-- name: change-saved-reply
-- Null keeps what is there.
UPDATE saved_replies
SET shortcut = coalesce(:shortcut, shortcut), content = coalesce(:content, content), updated_at = now(),
    author_id = CASE CAST(:private AS boolean) WHEN true THEN :author WHEN false THEN NULL ELSE author_id END
WHERE id = :id AND (author_id IS NULL OR author_id = :author)
RETURNING *

-- name: is-shortcut-taken
-- Whether another reply of the same people has the shortcut.
SELECT EXISTS (
    SELECT 1 FROM saved_replies o, saved_replies r
    WHERE r.id = :id AND o.id <> r.id AND lower(o.shortcut) = lower(coalesce(:shortcut, r.shortcut))
      AND o.author_id IS NOT DISTINCT FROM
          CASE CAST(:private AS boolean) WHEN true THEN :author WHEN false THEN NULL ELSE r.author_id END) AS taken

-- name: remove-saved-reply
-- One's own, or one of all of staff.
DELETE FROM saved_replies WHERE id = :id AND (author_id IS NULL OR author_id = :author) RETURNING shortcut

-- name: schedule-reply
-- No row when it was scheduled before.
INSERT INTO scheduled_replies (id, conversation_id, author_id, actor, content, files, client_id, expected_seq, send_at)
VALUES (:id, :conversation, :author, :actor, :content, :files, :client_id, :expected_seq, :send_at)
ON CONFLICT DO NOTHING
RETURNING *

-- name: scheduled-by-client-id
-- The one that was scheduled under this name before.
SELECT * FROM scheduled_replies WHERE conversation_id = :conversation AND client_id = :client_id

-- name: scheduled-replies
-- What is to be sent in a conversation, the next one first.
SELECT * FROM scheduled_replies WHERE conversation_id = :conversation ORDER BY send_at, id LIMIT 200

-- name: hold-scheduled
-- Locks one that is to be sent now; one that was put off has another job.
SELECT * FROM scheduled_replies WHERE id = :id AND send_at <= now() FOR UPDATE

-- name: change-scheduled
-- Other words or another time; null keeps what is there. The answers of colleagues that were seen by then are no reason to hold it.
UPDATE scheduled_replies
SET content = coalesce(:content, content), send_at = coalesce(:send_at, send_at), expected_seq = coalesce(:expected_seq, expected_seq)
WHERE id = :id AND conversation_id = :conversation
RETURNING *

-- name: cancel-scheduled
-- It was sent, or it is not to be sent.
DELETE FROM scheduled_replies WHERE id = :id AND conversation_id = :conversation RETURNING *

-- name: reply-values
-- What the variables of a reply stand for in a conversation.
SELECT coalesce(k.name, '') AS "contact.name", coalesce(k.email, '') AS "contact.email", coalesce(k.phone, '') AS "contact.phone",
       coalesce(a.name, '') AS "agent.name", coalesce(a.company, '') AS "agent.company"
FROM conversations c
JOIN contacts k ON k.id = c.contact_id
LEFT JOIN agents a ON a.id = c.agent_id OR (c.agent_id IS NULL AND a.is_default)
WHERE c.id = :conversation

-- name: without-disk-wait
-- For a transaction that only notifies: it writes nothing that the disk must keep.
SELECT set_config('synchronous_commit', 'off', true)

-- name: saved-views
-- Those of all of staff and one's own, by name.
SELECT * FROM saved_views WHERE author_id IS NULL OR author_id = :author ORDER BY lower(name), id

-- name: add-saved-view
-- No row when there is one of that name.
INSERT INTO saved_views (id, name, filter, author_id)
SELECT :id, :name, CAST(:filter AS jsonb), CAST(:author AS text)
WHERE (SELECT count(*) FROM saved_views) < CAST(:most AS bigint)
ON CONFLICT DO NOTHING
RETURNING *

-- name: remove-saved-view
-- One's own, or one of all of staff.
DELETE FROM saved_views WHERE id = :id AND (author_id IS NULL OR author_id = :author) RETURNING name
