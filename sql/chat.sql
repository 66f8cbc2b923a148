-- name: update-contact
-- Adds what became known about a contact.
UPDATE contacts
SET name = COALESCE(:name, name), email = COALESCE(:email, email), phone = COALESCE(:phone, phone),
    attributes = attributes || :attributes, updated_at = now()
WHERE id = :id

-- name: contacts
-- A page of the contacts, newest first.
SELECT id AS contact_id, channel, external_id, claimed_id, name, email, phone, attributes, created_at AS contact_since
FROM contacts
WHERE merged_into IS NULL
  AND (CAST(:channel AS text) IS NULL OR channel = CAST(:channel AS text))
  AND (CAST(:pattern AS text) IS NULL OR concat_ws(' ', name, email, phone, external_id, claimed_id) ILIKE CAST(:pattern AS text))
  AND (CAST(:before AS timestamptz) IS NULL
       OR (created_at, id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY created_at DESC, id DESC
LIMIT :limit

-- name: open
-- Begins conversations. A contact is found by the id that the channel proves and gets the new fields; without such an id
-- the contact is a new one. An id that is one of several of a contact finds that contact.
WITH given AS (
    SELECT contact, conversation, channel, account,
           COALESCE((SELECT k.external_id FROM contact_ids i JOIN contacts k ON k.id = i.contact_id
                     WHERE i.channel = t.channel AND i.account = t.account AND i.external_id = t.external_id),
                    external_id, CAST(contact AS text)) AS external_id,
           claimed_id, name, email, phone, CAST(attributes AS jsonb) AS attributes, agent, subject
    FROM unnest(CAST(:contacts AS uuid[]), CAST(:conversations AS uuid[]), CAST(:channels AS text[]),
                CAST(:accounts AS text[]), CAST(:external_ids AS text[]), CAST(:claimed_ids AS text[]),
                CAST(:names AS text[]), CAST(:emails AS text[]), CAST(:phones AS text[]), CAST(:attributes AS text[]),
                CAST(:agents AS uuid[]), CAST(:subjects AS text[]))
         AS t (contact, conversation, channel, account, external_id, claimed_id, name, email, phone, attributes, agent, subject)
),
kept AS (
    INSERT INTO contacts (id, channel, account, external_id, claimed_id, name, email, phone, attributes)
    SELECT contact, channel, account, external_id, claimed_id, name, email, phone, attributes
    FROM given ORDER BY channel, account, external_id
    ON CONFLICT (channel, account, external_id) DO UPDATE
    SET name = COALESCE(excluded.name, contacts.name), email = COALESCE(excluded.email, contacts.email),
        phone = COALESCE(excluded.phone, contacts.phone), attributes = contacts.attributes || excluded.attributes,
        updated_at = now()
    RETURNING id, channel, account, external_id
)
INSERT INTO conversations (id, contact_id, agent_id, channel, account, subject)
SELECT g.conversation, k.id, g.agent, g.channel, g.account, g.subject
FROM given g JOIN kept k USING (channel, account, external_id)

-- name: find
-- One conversation with its contact.
SELECT * FROM conversation_views WHERE id = :id

-- name: lock
-- Every change of a conversation holds this lock; the contact's row is not locked.
SELECT id FROM conversations WHERE id = :id FOR UPDATE

-- name: lock-all
-- Locks many conversations in the order of their ids, so that two batches do not deadlock.
SELECT id, status, channel, contact_id, agent_id, bot_paused_until, contact_seq, answered_seq FROM conversations
WHERE id = ANY (CAST(:ids AS uuid[])) ORDER BY id FOR UPDATE

-- name: move-messages
-- Everything said in a conversation goes on behind another one, in its order. A message that both have stays where it is.
UPDATE messages m SET conversation_id = :into, seq = m.seq + a.last_seq
FROM conversations a
WHERE a.id = :into AND m.conversation_id = :from
  AND NOT EXISTS (SELECT 1 FROM messages o
                  WHERE o.conversation_id = a.id AND o.author = m.author AND o.client_id = m.client_id)

-- name: move-events
-- What happened besides messages goes with them.
UPDATE conversation_events e SET conversation_id = :into, seq = e.seq + a.last_seq
FROM conversations a
WHERE a.id = :into AND e.conversation_id = :from

-- name: move-parts
-- What is on its way goes with its messages. A part that nobody overtook is not overtaken by joining.
UPDATE deliveries d
SET conversation_id = :into, seq = CASE WHEN d.conversation_id = :from THEN d.seq + a.last_seq ELSE d.seq END,
    epoch = CASE WHEN d.epoch = own.epoch THEN GREATEST(a.epoch, b.epoch) ELSE d.epoch END
FROM conversations a, conversations b, conversations own
WHERE a.id = :into AND b.id = :from AND own.id = d.conversation_id AND d.conversation_id IN (a.id, b.id)

-- name: move-calls
-- What the models of a conversation cost goes with it.
UPDATE model_calls SET conversation_id = :into WHERE conversation_id = :from

-- name: move-outgoing
-- What other programs are told goes with it.
UPDATE outgoing_events SET conversation_id = :into WHERE conversation_id = :from

-- name: move-scheduled
-- What staff send later goes with it, and overlooks nobody's answer in its new place. What was scheduled in both under one name stays once.
WITH twice AS (
    DELETE FROM scheduled_replies s USING scheduled_replies o
    WHERE s.conversation_id = :from AND o.conversation_id = :into AND s.client_id = o.client_id
    RETURNING s.id
)
UPDATE scheduled_replies s SET conversation_id = :into, expected_seq = s.expected_seq + a.last_seq
FROM conversations a
WHERE a.id = :into AND s.conversation_id = :from AND NOT EXISTS (SELECT 1 FROM twice t WHERE t.id = s.id)

-- name: move-drafts
-- What staff have begun to write in both goes on behind each other.
INSERT INTO drafts AS d (conversation_id, author_id, content, updated_at)
SELECT :into, author_id, content, updated_at FROM drafts WHERE conversation_id = :from
ON CONFLICT (conversation_id, author_id) DO UPDATE
SET content = left(d.content || E'\n' || excluded.content, 10000), updated_at = greatest(d.updated_at, excluded.updated_at)

-- name: absorb
-- One conversation becomes part of another. The more a person has to do with either, the more with both; the agent is silent as
-- long as in either; what waits in either for an answer waits. Where the agent is to be silent the fence rises.
UPDATE conversations a
SET status = w.status, agent_id = COALESCE(a.agent_id, b.agent_id),
    assignee = CASE WHEN w.status = a.status THEN COALESCE(a.assignee, b.assignee) ELSE COALESCE(b.assignee, a.assignee) END,
    answer_email = COALESCE(a.answer_email, b.answer_email), answer_email_at = COALESCE(a.answer_email_at, b.answer_email_at),
    subject = COALESCE(a.subject, b.subject), unread = a.unread OR b.unread, stage = COALESCE(b.stage, a.stage),
    tags = ARRAY(SELECT DISTINCT tag FROM unnest(a.tags || b.tags) AS t (tag) ORDER BY tag),
    priority = (ARRAY['low', 'normal', 'high', 'urgent'])[GREATEST(
        array_position(ARRAY['low', 'normal', 'high', 'urgent'], a.priority),
        array_position(ARRAY['low', 'normal', 'high', 'urgent'], b.priority))],
    handoff_reason = COALESCE(b.handoff_reason, a.handoff_reason),
    bot_paused_until = GREATEST(a.bot_paused_until, b.bot_paused_until),
    epoch = GREATEST(a.epoch, b.epoch)
          + CASE WHEN w.status = 'human_active' OR GREATEST(a.bot_paused_until, b.bot_paused_until) > now() THEN 1 ELSE 0 END,
    last_seq = a.last_seq + b.last_seq, read_seq = CASE WHEN a.unread THEN a.read_seq ELSE a.last_seq + b.read_seq END,
    contact_seq = CASE WHEN b.contact_seq > 0 THEN a.last_seq + b.contact_seq ELSE a.contact_seq END,
    answered_seq = CASE WHEN a.contact_seq > a.answered_seq OR b.answered_seq = 0 THEN a.answered_seq
                        ELSE a.last_seq + b.answered_seq END,
    last_message_at = GREATEST(a.last_message_at, b.last_message_at),
    told_only_text_at = COALESCE(a.told_only_text_at, b.told_only_text_at),
    told_fields_arrived_at = COALESCE(a.told_fields_arrived_at, b.told_fields_arrived_at),
    told_voice_wait_at = GREATEST(a.told_voice_wait_at, b.told_voice_wait_at),
    closed_at = CASE WHEN w.status = 'closed' THEN GREATEST(a.closed_at, b.closed_at) END,
    archived_at = CASE WHEN w.status = 'closed' THEN LEAST(a.archived_at, b.archived_at) END
FROM conversations b, LATERAL (
    SELECT (ARRAY['closed', 'ai_active', 'needs_human', 'human_active'])[GREATEST(
        array_position(ARRAY['closed', 'ai_active', 'needs_human', 'human_active'], c.status),
        array_position(ARRAY['closed', 'ai_active', 'needs_human', 'human_active'], b.status))] AS status
    FROM conversations c WHERE c.id = :into) w
WHERE a.id = :into AND b.id = :from

-- name: remove
-- A conversation that became part of another.
DELETE FROM conversations WHERE id = :id RETURNING contact_id

-- name: absorb-contact
-- What is known of a contact is known of the other, who is the same person; an opt-out of either holds.
UPDATE contacts a
SET name = COALESCE(a.name, b.name), email = COALESCE(a.email, b.email), phone = COALESCE(a.phone, b.phone),
    language = COALESCE(a.language, b.language), claimed_id = COALESCE(a.claimed_id, b.claimed_id),
    attributes = a.attributes || b.attributes, opted_out_at = LEAST(a.opted_out_at, b.opted_out_at), updated_at = now()
FROM contacts b
WHERE a.id = :into AND b.id = :from

-- name: move-conversations
-- The other conversations of a contact.
UPDATE conversations SET contact_id = :into WHERE contact_id = :from

-- name: move-consents
-- What a contact agreed to.
UPDATE consent_records SET contact_id = :into WHERE contact_id = :from

-- name: move-profiles
-- What Instagram tells about a contact.
UPDATE instagram_profiles SET contact_id = :into WHERE contact_id = :from

-- name: remove-contact
-- A contact who is another one.
DELETE FROM contacts WHERE id = :id

-- name: page
-- A page of the inbox, latest message first, or, with `oldest`, who waits longest first; the assignee `none` means nobody.
SELECT * FROM conversation_views v
WHERE CASE CAST(:view AS text)
          WHEN 'waiting' THEN needs_person
          WHEN 'mine' THEN status <> 'closed' AND assignee = CAST(:me AS text)
          WHEN 'unassigned' THEN status IN ('needs_human', 'human_active') AND assignee IS NULL
          WHEN 'agent' THEN status = 'ai_active'
          WHEN 'closed' THEN status = 'closed'
          WHEN 'mentioned' THEN EXISTS (
              SELECT 1 FROM mentions x JOIN messages m ON m.id = x.message_id
              WHERE m.conversation_id = v.id AND CAST(x.user_id AS text) = CAST(:me AS text))
          ELSE true END
  AND (CAST(:status AS text) IS NULL OR status = CAST(:status AS text))
  AND (CAST(:channel AS text) IS NULL OR channel = CAST(:channel AS text))
  AND (CAST(:agent AS uuid) IS NULL OR agent_id = CAST(:agent AS uuid))
  AND (CAST(:assignee AS text) IS NULL OR COALESCE(assignee, 'none') = CAST(:assignee AS text))
  AND (CAST(:tag AS text) IS NULL OR tags @> ARRAY[CAST(:tag AS text)])
  AND (CAST(:stage AS text) IS NULL OR stage = CAST(:stage AS text))
  AND (CAST(:pattern AS text) IS NULL
       OR concat_ws(' ', subject, name, email, phone) ILIKE CAST(:pattern AS text)
       OR EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = v.id AND m.content ILIKE CAST(:pattern AS text)))
  AND (CAST(:before AS timestamptz) IS NULL
       OR CASE WHEN CAST(:oldest AS boolean)
               THEN (COALESCE(waiting_since, last_message_at), id) > (CAST(:before AS timestamptz), CAST(:before_id AS uuid))
               ELSE (last_message_at, id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)) END)
ORDER BY CASE WHEN CAST(:oldest AS boolean) THEN COALESCE(waiting_since, last_message_at) END,
         CASE WHEN CAST(:oldest AS boolean) THEN id END,
         last_message_at DESC, id DESC
LIMIT :limit

-- name: counts
-- How many conversations each view of the inbox has; of those that mention somebody, only the ones they have not seen.
SELECT count(*) FILTER (WHERE needs_person) AS waiting,
       count(*) FILTER (WHERE status <> 'closed' AND assignee = CAST(:me AS text)) AS mine,
       count(*) FILTER (WHERE status IN ('needs_human', 'human_active') AND assignee IS NULL) AS unassigned,
       count(*) FILTER (WHERE status = 'ai_active') AS agent,
       count(*) FILTER (WHERE status = 'closed') AS closed,
       (SELECT count(DISTINCT m.conversation_id) FROM mentions x JOIN messages m ON m.id = x.message_id
        WHERE CAST(x.user_id AS text) = CAST(:me AS text) AND x.seen_at IS NULL) AS mentioned,
       count(*) AS whole
FROM conversation_views

-- name: append
-- Appends a message as the next event. The counter is raised under the row's lock, so there are no gaps and numbers become
-- visible in their order. The clock is read after the lock, not at the transaction's start.
WITH counted AS (
    UPDATE conversations
    SET last_seq = last_seq + 1, last_message_at = clock_timestamp(),
        contact_seq = CASE WHEN CAST(:author AS text) = 'contact' THEN last_seq + 1 ELSE contact_seq END,
        unread = CASE WHEN CAST(:author AS text) = 'contact' THEN true
                      WHEN CAST(:author AS text) = 'staff' THEN false ELSE unread END,
        read_seq = CASE WHEN CAST(:author AS text) = 'staff' THEN last_seq + 1 ELSE read_seq END
    WHERE id = :conversation_id
    RETURNING id, last_seq, channel
)
INSERT INTO messages (id, conversation_id, seq, author, author_id, author_name, content, citations, attachments, client_id, channel, delivery, created_at)
SELECT CAST(:id AS uuid), counted.id, last_seq, CAST(:author AS text), CAST(:author_id AS text),
       CASE WHEN CAST(:author AS text) = 'staff' THEN staff_name(CAST(:author_id AS text)) END, CAST(:content AS text),
       CAST(:citations AS jsonb), CAST(:attachments AS jsonb), CAST(:client_id AS text), channel, CAST(:delivery AS jsonb), clock_timestamp()
FROM counted
RETURNING *

-- name: receive
-- Appends the customers' messages that are not stored yet to their conversations, which are locked.
SELECT * FROM arrive(CAST(:ids AS uuid[]), CAST(:conversations AS uuid[]), CAST(:client_ids AS text[]),
                     CAST(:contents AS text[]), CAST(:attachments AS text[]))

-- name: describe
-- The whole text of a message, when it is longer than its content, and why it is not answered.
WITH kept AS (
    INSERT INTO message_originals (message_id, content)
    SELECT CAST(:id AS uuid), CAST(:original AS text) WHERE CAST(:original AS text) IS NOT NULL
    RETURNING message_id
)
UPDATE messages SET unanswered = :unanswered, has_original = EXISTS (SELECT 1 FROM kept) WHERE id = :id

-- name: original
-- The whole text of a message.
SELECT o.content FROM message_originals o JOIN messages m ON m.id = o.message_id
WHERE m.conversation_id = :conversation_id AND m.id = :id

-- name: extend
-- One more part of a customer's message, a picture of an album. What says of each picture that it is there stands in until
-- words come.
UPDATE messages m
SET attachments = m.attachments || CAST(:attachments AS jsonb),
    content = CASE WHEN NOT CAST(:words AS boolean) AND m.unanswered IS DISTINCT FROM 'no_text' THEN m.content
                   WHEN m.attachments = '[]' OR (CAST(:words AS boolean) AND m.unanswered = 'no_text') THEN CAST(:content AS text)
                   ELSE m.content || E'\n' || CAST(:content AS text) END,
    unanswered = CASE WHEN CAST(:words AS boolean) AND m.unanswered = 'no_text' THEN NULL ELSE m.unanswered END
WHERE conversation_id = :conversation_id AND author = 'contact' AND client_id = :client_id AND deleted_at IS NULL
  AND NOT EXISTS (
      SELECT 1 FROM jsonb_array_elements(m.attachments) known, jsonb_array_elements(CAST(:attachments AS jsonb)) part
      WHERE known ->> 'reference' = part ->> 'reference' AND part ->> 'type' <> 'context')
RETURNING *

-- name: reveal
-- A message that could not be shown comes once more and can be read: what it holds takes the place of its stand-in.
WITH shown AS (
    UPDATE messages
    SET content = :content, attachments = CAST(:attachments AS jsonb), has_original = false, unanswered = :unanswered
    WHERE conversation_id = :conversation_id AND author = 'contact' AND client_id = :client_id AND deleted_at IS NULL
      AND unanswered = 'no_text' AND has_original AND attachments = '[]'
    RETURNING *
),
payload AS (
    DELETE FROM message_originals WHERE message_id IN (SELECT id FROM shown)
)
SELECT * FROM shown

-- name: edit
-- A customer, or a person in the provider's own app, edited a message. Edits may come out of order; the latest wins.
-- A caption is that of the file of the same reference, or of the only one; the words of an album are those of all its captions.
WITH target AS (
    SELECT m.id, (SELECT COUNT(*) FROM jsonb_array_elements(m.attachments) a
                  WHERE a ->> 'type' IN ('image', 'audio', 'video', 'file')) AS files
    FROM messages m
    WHERE m.conversation_id = :conversation_id AND m.author = ANY (CAST(:authors AS text[])) AND m.client_id = :client_id
), captioned AS (
    SELECT t.id, t.files, jsonb_agg(CASE WHEN c.caption IS NULL THEN a.value
                                         ELSE a.value || jsonb_build_object('caption', c.caption -> 'caption') END ORDER BY a.place) AS attachments
    FROM target t
    JOIN messages m ON m.id = t.id
    CROSS JOIN LATERAL jsonb_array_elements(m.attachments) WITH ORDINALITY AS a (value, place)
    LEFT JOIN LATERAL (
        SELECT caption FROM jsonb_array_elements(CAST(:captions AS jsonb)) AS c (caption)
        WHERE a.value ->> 'type' IN ('image', 'audio', 'video', 'file')
          AND (c.caption ->> 'reference' = a.value ->> 'reference' OR t.files = 1)
        LIMIT 1) c ON true
    GROUP BY t.id, t.files
), edited AS (
    UPDATE messages m
    SET content = CASE WHEN CAST(:captions AS jsonb) = '[]' OR c.files < 2 OR NOT :words THEN :content
                       ELSE COALESCE((SELECT string_agg(a.value ->> 'caption', E'\n' ORDER BY a.place)
                                      FROM jsonb_array_elements(c.attachments) WITH ORDINALITY AS a (value, place)
                                      WHERE a.value ->> 'type' <> 'context'), :content) END,
        edited_at = :at, has_original = has_original OR CAST(:original AS text) IS NOT NULL,
        attachments = CASE WHEN CAST(:places AS jsonb) = '[]' THEN COALESCE(c.attachments, m.attachments)
                           ELSE CAST(:places AS jsonb) END,
        unanswered = CASE WHEN unanswered = 'no_text' AND :words THEN NULL ELSE unanswered END
    FROM target t LEFT JOIN captioned c ON c.id = t.id
    WHERE m.id = t.id AND (edited_at IS NULL OR edited_at < CAST(:at AS timestamptz)) AND deleted_at IS NULL
    RETURNING m.id
),
whole AS (
    INSERT INTO message_originals (message_id, content)
    SELECT id, CAST(:original AS text) FROM edited WHERE CAST(:original AS text) IS NOT NULL
    ON CONFLICT (message_id) DO UPDATE SET content = excluded.content
)
SELECT id FROM edited

-- name: mark-edited
-- A message that came as its edit.
UPDATE messages SET edited_at = :at WHERE id = :id

-- name: erase
-- A customer, or a person in the provider's own app, deleted a message: its content is removed.
WITH erased AS (
    UPDATE messages SET content = '', attachments = '[]', has_original = false, deleted_at = :at
    WHERE conversation_id = :conversation_id AND author = ANY (CAST(:authors AS text[])) AND client_id = :client_id
    RETURNING id
),
gone AS (
    DELETE FROM message_originals WHERE message_id IN (SELECT id FROM erased)
),
files AS (
    UPDATE media SET state = 'expired', blob_id = NULL WHERE message_id IN (SELECT id FROM erased)
)
SELECT id FROM erased

-- name: hold-message
-- Locks a message while its delivery status is written.
SELECT channel FROM messages WHERE id = :id FOR UPDATE

-- name: show-file
-- What a message tells of one of its files. One that its writer deleted tells nothing.
UPDATE messages
SET attachments = jsonb_set(attachments, ARRAY[CAST(CAST(:position AS integer) AS text)],
                            (attachments -> CAST(:position AS integer)) - 'error' || CAST(:facts AS jsonb))
WHERE id = :id AND attachments -> CAST(:position AS integer) IS NOT NULL
RETURNING conversation_id, unanswered

-- name: tell-card
-- What a contact's card holds, in place of the word that there is one.
UPDATE messages
SET attachments = jsonb_set(attachments, ARRAY[CAST(CAST(:position AS integer) AS text)],
                            (attachments -> CAST(:position AS integer)) || CAST(:facts AS jsonb)),
    content = CASE WHEN unanswered = 'no_text' THEN replace(content, '[contact]', CAST(:told AS text)) ELSE content END
WHERE id = :id AND deleted_at IS NULL AND attachments -> CAST(:position AS integer) IS NOT NULL

-- name: transcribe
-- A voice note has become text, which waits for an answer as if it had been written.
UPDATE messages
SET content = :content, unanswered = NULLIF(unanswered, 'transcribing'),
    attachments = jsonb_set(attachments, ARRAY[CAST(CAST(:position AS integer) AS text)],
                            (attachments -> CAST(:position AS integer)) || '{"transcript": true}')
WHERE id = :id AND deleted_at IS NULL AND attachments -> CAST(:position AS integer) IS NOT NULL
RETURNING *

-- name: set-unanswered
-- Why the agent does not answer a message.
UPDATE messages SET unanswered = :unanswered WHERE id = :id

-- name: set-delivery
-- Stores the delivery status if it changed.
UPDATE messages SET delivery = :delivery WHERE id = :id AND delivery <> CAST(:delivery AS jsonb)

-- name: note
-- A private note has the number of the latest event and none of its own, so visitors see no gap.
INSERT INTO messages (id, conversation_id, seq, author, author_id, content, private, channel, delivery, created_at)
SELECT CAST(:id AS uuid), id, last_seq, CAST(:author AS text), CAST(:author_id AS text), CAST(:content AS text),
       true, channel, CAST(:delivery AS jsonb), clock_timestamp()
FROM conversations WHERE id = :conversation_id
RETURNING *

-- name: by-client-id
-- The message that its sender sent under this id before.
SELECT * FROM messages
WHERE conversation_id = :conversation_id AND author = :author AND client_id = :client_id

-- name: message
-- One message, if it belongs to the conversation.
SELECT * FROM messages WHERE conversation_id = :conversation_id AND id = :id

-- name: message-of-any
-- One message by its id, for the staff's live view.
SELECT * FROM messages WHERE id = :id

-- name: thread
-- The messages after an event that everybody in the conversation may see.
SELECT * FROM messages
WHERE conversation_id = :conversation_id AND seq > :after AND NOT private
ORDER BY seq
LIMIT :limit

-- name: thread-with-notes
-- The messages and notes for staff. A note has the number of the message before it.
SELECT * FROM messages
WHERE conversation_id = :conversation_id AND seq > :after
  AND (CAST(:behind AS uuid) IS NULL
       OR (seq, private, created_at, id) > (SELECT b.seq, b.private, b.created_at, b.id FROM messages b WHERE b.id = CAST(:behind AS uuid)))
ORDER BY seq, private, created_at, id
LIMIT :limit

-- name: thread-before
-- The newest messages and notes for staff, or the newest before an event, oldest first. What has one number stays together, so there
-- may be some more than the limit. The column `older` says whether there is more before them.
WITH place AS (
    SELECT COALESCE((SELECT b.seq FROM messages b WHERE b.id = CAST(:behind AS uuid)), CAST(:before AS bigint),
                    9223372036854775807) AS seq
), page AS (
    SELECT m.seq FROM messages m, place
    WHERE m.conversation_id = :conversation_id AND m.seq < place.seq
    ORDER BY m.seq DESC
    LIMIT :limit
), start AS (
    SELECT min(seq) AS seq FROM page
)
SELECT m.*, EXISTS (SELECT 1 FROM messages o WHERE o.conversation_id = :conversation_id AND o.seq < start.seq) AS older
FROM messages m, start, place
WHERE m.conversation_id = :conversation_id AND m.seq >= start.seq AND m.seq < place.seq
ORDER BY m.seq, m.private, m.created_at, m.id

-- name: staff-after
-- What staff said to the customer after an event, the oldest first.
SELECT * FROM messages
WHERE conversation_id = :conversation_id AND seq > :seq AND author = 'staff' AND NOT private
ORDER BY seq
LIMIT 20

-- name: find-all
-- Some conversations with their contacts.
SELECT * FROM conversation_views WHERE id = ANY (CAST(:ids AS uuid[]))

-- name: summarize
-- What a conversation is about, in some sentences.
UPDATE conversations SET summary = :summary WHERE id = :id

-- name: latest
-- The last messages for the agent, newest first; more when more than that wait for its answer, because none of them is left out.
SELECT * FROM messages
WHERE conversation_id = :conversation_id AND NOT private
ORDER BY seq DESC
LIMIT least(200, greatest(:limit, (
    SELECT count(*) FROM messages w
    WHERE w.conversation_id = :conversation_id AND NOT w.private
      AND w.seq > (SELECT c.answered_seq FROM conversations c WHERE c.id = :conversation_id))))

-- name: agent-languages
-- The only languages in which the conversation's agent answers, the preferred one first; none when it answers in all.
SELECT l.language
FROM conversations c
JOIN agents a ON a.id = c.agent_id OR (c.agent_id IS NULL AND a.is_default)
CROSS JOIN LATERAL unnest(a.languages) WITH ORDINALITY AS l (language, place)
WHERE c.id = :id
ORDER BY l.place

-- name: events
-- The events of many conversations in their order, each after its last seen one. One statement, because two would see two
-- snapshots and could skip an event. The message is looked up by its id, whatever number of rows the planner expects.
SELECT k.id AS about, e.seq AS event_seq, e.kind, e.data, m.*
FROM unnest(CAST(:conversations AS uuid[]), CAST(:afters AS bigint[])) k (id, after)
CROSS JOIN LATERAL (
    SELECT seq, 'message' AS kind, CAST(NULL AS jsonb) AS data, id
    FROM messages WHERE conversation_id = k.id AND seq > k.after AND NOT private
    UNION ALL
    SELECT seq, kind, data || jsonb_build_object('at', to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')), CAST(NULL AS uuid)
    FROM conversation_events WHERE conversation_id = k.id AND seq > k.after
    ORDER BY 1
    LIMIT :limit
) e
LEFT JOIN LATERAL (SELECT * FROM messages WHERE id = e.id OFFSET 0) m ON true
ORDER BY k.id, e.seq

-- name: add-event
-- Adds an event that is not a message.
WITH counted AS (
    UPDATE conversations SET last_seq = last_seq + 1 WHERE id = :conversation_id RETURNING id, last_seq
)
INSERT INTO conversation_events (conversation_id, seq, kind, data)
SELECT id, last_seq, CAST(:kind AS text), CAST(:data AS jsonb) FROM counted

-- name: add-status
-- Tells the customer who has the conversation now: the agent, or somebody of staff by name.
WITH counted AS (
    UPDATE conversations SET last_seq = last_seq + 1 WHERE id = :id RETURNING id, last_seq, status, staff_name(assignee) AS name
)
INSERT INTO conversation_events (conversation_id, seq, kind, data)
SELECT id, last_seq, 'status', jsonb_build_object('status', status)
       || CASE WHEN status = 'human_active' AND name IS NOT NULL THEN jsonb_build_object('name', name) ELSE '{}' END
FROM counted

-- name: visit
-- What the visitor of a conversation is told about it besides its row.
SELECT c.last_seq, c.visitor_seq, c.answer_email, CASE WHEN c.status = 'human_active' THEN staff_name(c.assignee) END AS staff,
       (SELECT count(*) FROM messages m
        WHERE m.conversation_id = c.id AND m.seq > c.visitor_seq AND m.author <> 'contact' AND NOT m.private) AS unread
FROM conversations c WHERE c.id = :id

-- name: visitor-read
-- The visitor has seen everything up to here; never more than there is.
UPDATE conversations SET visitor_seq = GREATEST(visitor_seq, LEAST(CAST(:seq AS bigint), last_seq)) WHERE id = :id

-- name: answer-by-email
-- Where to answer the visitor when they left. Their contact has the address, too, unless it had one from elsewhere. No row when
-- nothing changed.
WITH before AS (
    SELECT id, contact_id, answer_email FROM conversations WHERE id = :id AND answer_email IS DISTINCT FROM CAST(:email AS text)
), known AS (
    UPDATE contacts k SET email = :email, updated_at = now() FROM before b
    WHERE k.id = b.contact_id AND (k.email IS NULL OR k.email = b.answer_email)
)
UPDATE conversations c SET answer_email = :email, answer_email_at = clock_timestamp() FROM before b WHERE c.id = b.id
RETURNING c.id

-- name: set-status
-- The row count says whether the status changed; only then there is an event.
UPDATE conversations
SET status = :status, closed_at = CASE WHEN CAST(:status AS text) = 'closed' THEN now() END
WHERE id = :id AND status <> CAST(:status AS text)

-- name: decide
-- It is decided here and now who has the conversation.
UPDATE conversations SET decided_at = clock_timestamp() WHERE id = :id

-- name: is-decided
-- Whether that was decided here after something happened elsewhere, whose time may be told in whole seconds.
SELECT COALESCE(decided_at > CAST(:at AS timestamptz) + interval '1 second', false) AS decided FROM conversations WHERE id = :id

-- name: raise-fence
-- A person takes over: no answer begun before this moment is sent.
UPDATE conversations SET epoch = epoch + 1 WHERE id = :id

-- name: tell-only-text
-- The customer is told what can be read; nothing is changed when they were told before.
UPDATE conversations SET told_only_text_at = now() WHERE id = :id AND told_only_text_at IS NULL

-- name: tell-fields-arrived
-- The customer is told that a form has arrived; nothing is changed when they were told before.
UPDATE conversations SET told_fields_arrived_at = now() WHERE id = :id AND told_fields_arrived_at IS NULL

-- name: tell-voice-wait
-- The customer is told that a voice note takes a moment; nothing is changed when they were told since it came.
UPDATE conversations SET told_voice_wait_at = now()
WHERE id = :id AND (told_voice_wait_at IS NULL OR told_voice_wait_at < :since)

-- name: answered
-- Everything the customer wrote up to here is answered.
UPDATE conversations SET answered_seq = GREATEST(answered_seq, :seq) WHERE id = :id

-- name: postpone
-- Voice notes whose words an answer did not know come behind it, in their order, so that they wait for the next one.
WITH late AS (
    SELECT id, row_number() OVER (ORDER BY seq) AS place FROM messages
    WHERE conversation_id = :id AND id = ANY (CAST(:messages AS uuid[])) AND deleted_at IS NULL
), counted AS (
    UPDATE conversations c SET last_seq = c.last_seq + n.many, contact_seq = c.last_seq + n.many
    FROM (SELECT count(*) AS many FROM late) n
    WHERE c.id = :id AND n.many > 0
    RETURNING c.last_seq - n.many AS before
)
UPDATE messages m SET seq = counted.before + late.place
FROM late, counted
WHERE m.id = late.id
RETURNING m.*

-- name: opt-out
-- The customer wrote STOP: the agent is silent, nothing it has begun is sent, and nothing waits for an answer.
UPDATE conversations
SET epoch = epoch + 1, bot_paused_until = :until, answered_seq = GREATEST(answered_seq, :seq)
WHERE id = :id

-- name: opt-in
-- The customer wrote START: the agent may answer again.
UPDATE conversations SET bot_paused_until = NULL, answered_seq = GREATEST(answered_seq, :seq) WHERE id = :id

-- name: release
-- The agent answers again, whoever did before; the fence rises because the agent begins anew.
UPDATE conversations
SET epoch = epoch + 1, assignee = NULL, bot_paused_until = NULL, handoff_reason = NULL
WHERE id = :id

-- name: assign
-- Null means nobody. A row when somebody else than before has the conversation, which its customer is to know.
UPDATE conversations a SET assignee = :assignee FROM conversations b
WHERE a.id = :id AND b.id = a.id
RETURNING a.status = 'human_active' AND b.assignee IS DISTINCT FROM a.assignee AS is_news

-- name: pause
-- The agent is silent until then; null ends the pause.
UPDATE conversations SET bot_paused_until = :until WHERE id = :id

-- name: set-handoff-reason
-- Why a person is needed.
UPDATE conversations SET handoff_reason = :reason WHERE id = :id

-- name: tag
-- The whole set of tags.
UPDATE conversations SET tags = :tags WHERE id = :id

-- name: prioritize
-- How soon somebody should look.
UPDATE conversations SET priority = :priority WHERE id = :id

-- name: stage
-- Where the customer stands in the funnel.
UPDATE conversations SET stage = :stage WHERE id = :id

-- name: mark-read
-- Somebody of staff has read the conversation.
UPDATE conversations SET unread = false, read_seq = last_seq WHERE id = :id AND unread

-- name: remember-close
-- Who has a conversation that is closed now, and what was answered.
UPDATE conversations SET closed_from = status, closed_answered_seq = answered_seq WHERE id = :id AND status <> 'closed'

-- name: bring-back
-- What waited for a person when it was closed waits again. The agent is not asked again for what it left alone.
UPDATE conversations SET answered_seq = LEAST(answered_seq, closed_answered_seq)
WHERE id = :id AND closed_from IN ('needs_human', 'human_active')
RETURNING closed_from

-- name: mention
-- Who is named in a note. Who left, or only looks, would not act on it.
INSERT INTO mentions (message_id, user_id)
SELECT :message_id, id FROM users WHERE id = ANY (CAST(:users AS uuid[])) AND NOT disabled AND role <> 'viewer'

-- name: see-mentions
-- Whoever is named in a conversation has opened it.
UPDATE mentions x SET seen_at = clock_timestamp()
FROM messages m
WHERE m.id = x.message_id AND m.conversation_id = :id AND CAST(x.user_id AS text) = :me AND x.seen_at IS NULL

-- name: written-in-run
-- Which run wrote an answer.
UPDATE messages SET run_id = :run WHERE id = :id

-- name: tags
-- Every tag that conversations have, the most used first.
SELECT tag, count(*) AS conversations FROM conversations, unnest(tags) AS t (tag)
GROUP BY tag ORDER BY count(*) DESC, tag LIMIT 200

-- name: contact
-- One contact.
SELECT id AS contact_id, channel, external_id, claimed_id, name, email, phone, attributes, created_at AS contact_since
FROM contacts WHERE id = :id

-- name: contact-channels
-- Under which ids a contact is known where.
SELECT channel, account, external_id FROM contact_ids WHERE contact_id = :id
UNION SELECT channel, account, external_id FROM contacts WHERE id = :id
ORDER BY channel, account, external_id

-- name: of-contact
-- A page of a contact's conversations, the latest first.
SELECT * FROM conversation_views
WHERE contact_id = :contact
  AND (CAST(:before AS timestamptz) IS NULL
       OR (last_message_at, id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY last_message_at DESC, id DESC
LIMIT :limit

-- name: snooze
-- Put off until then, or until the customer writes; null ends it.
UPDATE conversations SET snooze_until = :until, snooze_seq = contact_seq WHERE id = :id

-- name: over-limit
-- Which of these contacts wrote more in the last minute or hour than is answered, over all their conversations and all
-- replicas. Of a long history only the end is read. The further pieces of a long message ("name#2") are one with it; the names of
-- our own page's messages are the page's.
SELECT c.contact_id, COUNT(*) > :per_hour AS in_an_hour
FROM unnest(CAST(:contacts AS uuid[])) k (id)
CROSS JOIN LATERAL (SELECT id, contact_id FROM conversations WHERE contact_id = k.id OFFSET 0) c
CROSS JOIN LATERAL (
    SELECT author, channel, client_id, created_at FROM messages
    WHERE conversation_id = c.id AND NOT private ORDER BY seq DESC LIMIT :most
) m
WHERE m.author = 'contact' AND (m.channel = 'web' OR m.client_id IS NULL OR m.client_id !~ '#[0-9]+$')
  AND m.created_at > clock_timestamp() - interval '1 hour'
GROUP BY c.contact_id
HAVING COUNT(*) > :per_hour
    OR COUNT(*) FILTER (WHERE m.created_at > clock_timestamp() - interval '1 minute') > :per_minute

-- name: was-reported
-- Whether a contact got this error within the last seconds, in any of their conversations.
SELECT EXISTS (
    SELECT 1 FROM conversations c JOIN conversation_events e ON e.conversation_id = c.id
    WHERE c.contact_id = :contact_id AND e.kind = 'error' AND e.data ->> 'code' = :code
      AND e.created_at > clock_timestamp() - make_interval(secs => :seconds)) AS reported

-- name: rate
-- One rating for each answer of this conversation; a second one replaces it, and none takes it back.
UPDATE messages
SET feedback = CASE WHEN CAST(:rating AS text) IS NOT NULL
    THEN jsonb_build_object('rating', CAST(:rating AS text), 'comment', CAST(:comment AS text), 'at', clock_timestamp()) END
WHERE id = :message_id AND conversation_id = :conversation_id AND author IN ('agent', 'staff') AND NOT private
RETURNING *

-- name: may-write
-- Whether an answer being written may be shown: the agent has the conversation and the answer is not stored yet.
SELECT c.status = 'ai_active' AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.id = :message_id) AS allowed
FROM conversations c WHERE c.id = :id

-- name: replicas
-- How many replicas there are; transient events are relayed only when there is more than one.
SELECT COUNT(*) AS listening FROM pg_stat_activity
WHERE datname = current_database() AND application_name = 'handcar listener'

-- name: without-disk-wait
-- For a transaction that only notifies: it writes nothing that the disk must keep.
SELECT set_config('synchronous_commit', 'off', true)

-- name: count-file
-- Counts a file of a conversation's contact; no row when there were too many today, or too many bytes. Days that are over are
-- removed, a bounded number of rows at a time.
WITH today AS (
    SELECT CAST(now() AT TIME ZONE 'UTC' AS date) AS day
), removed AS (
    DELETE FROM contact_days WHERE (day, contact_id) IN (
        SELECT d.day, d.contact_id FROM contact_days d, today WHERE d.day < today.day - 1 LIMIT 500)
)
INSERT INTO contact_days AS d (day, contact_id, files)
SELECT today.day, c.contact_id, 1 FROM today, conversations c WHERE c.id = :conversation
ON CONFLICT (day, contact_id) DO UPDATE SET files = d.files + 1
WHERE d.files < :files AND d.bytes < CAST(:bytes AS bigint)
RETURNING files

-- name: count-bytes
-- The bytes of a contact's file have come.
UPDATE contact_days d SET bytes = d.bytes + :bytes
FROM messages m JOIN conversations c ON c.id = m.conversation_id
WHERE m.id = :message AND m.author = 'contact' AND d.contact_id = c.contact_id
  AND d.day = CAST(now() AT TIME ZONE 'UTC' AS date)

-- name: search-messages
-- Messages and notes with all words of the query, the last of which may be the beginning of one, newest first. In scripts without
-- spaces between words any place in the text is searched.
SELECT * FROM messages
WHERE deleted_at IS NULL
  AND (CAST(:words AS text) IS NULL
       OR to_tsvector('simple', content)
          @@ CAST(nullif(CAST(plainto_tsquery('simple', CAST(:words AS text)) AS text), '') || ':*' AS tsquery))
  AND (CAST(:pattern AS text) IS NULL OR content ILIKE CAST(:pattern AS text))
  AND (CAST(:before AS timestamptz) IS NULL
       OR (created_at, id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY created_at DESC, id DESC
LIMIT :limit
