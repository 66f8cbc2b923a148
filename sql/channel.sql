-- name: bindings
-- All accounts that staff connected; they are kept in memory, so more than anybody connects by hand are not read.
SELECT id, channel, account, name, agent_id, settings, secrets, enabled, created_at, updated_at
FROM channel_bindings
ORDER BY created_at, id
LIMIT 500

-- name: find-binding
-- One of them by id.
SELECT id, channel, account, name, agent_id, settings, secrets, enabled, created_at, updated_at
FROM channel_bindings WHERE id = :id

-- name: lock-binding
-- Locks one of them: two people who change it at once do so one after the other.
SELECT id, channel, account, name, agent_id, settings, secrets, enabled, created_at, updated_at
FROM channel_bindings WHERE id = :id FOR UPDATE

-- name: add-binding
-- No row comes back when the account is connected already.
INSERT INTO channel_bindings (id, channel, account, name, agent_id, settings, secrets, enabled)
VALUES (:id, :channel, :account, :name, CAST(:agent AS uuid), :settings, :secrets, :enabled)
ON CONFLICT (channel, account) DO NOTHING
RETURNING *

-- name: change-binding
-- No row comes back when another one has that account; two who take it at once meet at the unique index.
UPDATE channel_bindings b
SET account = :account, name = :name, agent_id = CAST(:agent AS uuid), settings = :settings, secrets = :secrets,
    enabled = :enabled, updated_at = now()
WHERE id = :id AND channel = :channel
  AND NOT EXISTS (
      SELECT 1 FROM channel_bindings o WHERE o.channel = b.channel AND o.account = :account AND o.id <> b.id)
RETURNING *

-- name: remove-binding
-- Conversations that came through it stay.
DELETE FROM channel_bindings WHERE id = :id

-- name: sealed-bindings
-- Locks those whose secrets may have to be encrypted again.
SELECT id, channel, account, name, agent_id, settings, secrets, enabled, created_at, updated_at
FROM channel_bindings WHERE secrets IS NOT NULL
ORDER BY id
FOR UPDATE

-- name: reseal-binding
-- The same secrets under the current key. The time of the last change stays.
UPDATE channel_bindings SET secrets = :secrets WHERE id = :id

-- name: account-activity
-- What happened lately at each account: its last webhook, the parts that wait, its last failure. Webhooks and failures are
-- looked for among the newest rows only, because older ones are not worth an index; open parts have one.
SELECT channel, door, e.at AS last_event_at, COALESCE(w.open, 0) AS open, f.error, f.at AS failed_at
FROM (
    SELECT kind AS channel, door, MAX(received_at) AS at
    FROM (SELECT kind, door, received_at FROM webhook_events ORDER BY received_at DESC, id DESC LIMIT 5000) newest
    GROUP BY kind, door) e
FULL JOIN (
    SELECT d.channel, COALESCE(CAST(t.binding AS text), '') AS door, COUNT(*) AS open
    FROM deliveries d
    JOIN channel_threads t ON t.channel = d.channel AND t.account = d.account AND t.thread = d.thread
    WHERE d.state IN ('queued', 'sending')
    GROUP BY d.channel, t.binding) w USING (channel, door)
FULL JOIN (
    SELECT DISTINCT ON (n.channel, t.binding)
           n.channel, COALESCE(CAST(t.binding AS text), '') AS door, n.error, n.updated_at AS at
    FROM (SELECT * FROM deliveries ORDER BY created_at DESC, id DESC LIMIT 5000) n
    JOIN channel_threads t ON t.channel = n.channel AND t.account = n.account AND t.thread = n.thread
    WHERE n.error IS NOT NULL
    ORDER BY n.channel, t.binding, n.updated_at DESC) f USING (channel, door)

-- name: account-succeeded
-- It works. While all is well a row is written once a minute, and nobody waits for its lock.
WITH known AS (
    UPDATE account_health
    SET succeeded_at = now(), failures = 0, failing_since = NULL, failed_at = NULL, error = NULL, subject = NULL
    WHERE channel = :channel AND account = :account AND way = :way
      AND (failures > 0 OR succeeded_at IS NULL OR succeeded_at < now() - interval '1 minute')
)
INSERT INTO account_health (channel, account, way, succeeded_at)
SELECT CAST(:channel AS text), CAST(:account AS text), CAST(:way AS text), now()
WHERE NOT EXISTS (SELECT 1 FROM account_health WHERE channel = :channel AND account = :account AND way = :way)
ON CONFLICT DO NOTHING

-- name: account-failed
-- It failed once more. The same subject again is no further failure.
INSERT INTO account_health AS h (channel, account, way, failures, failing_since, failed_at, error, subject)
VALUES (:channel, :account, :way, :count, now(), now(), :error, :subject)
ON CONFLICT (channel, account, way) DO UPDATE
SET failures = h.failures + CASE WHEN excluded.subject = h.subject THEN 0 ELSE excluded.failures END,
    failing_since = COALESCE(h.failing_since, now()), failed_at = now(), error = excluded.error, subject = excluded.subject

-- name: account-health
-- What is known of every account.
SELECT * FROM account_health

-- name: threads
-- The conversations of some threads, and whom they are with. An id that is one of several of a contact finds the contact's thread,
-- whatever its name. Row by row: see the function `arrive`.
SELECT g.thread AS asked, t.channel, t.account, t.thread, t.conversation_id, t.binding, t.address, t.last_inbound_at, c.contact_id,
       k.name, k.email, k.phone, i.contact_id IS NOT NULL AS linked,
       ARRAY(SELECT o.external_id FROM contact_ids o
             WHERE o.contact_id = c.contact_id AND o.channel = g.channel AND o.account = g.account AND o.lasting) AS lasting_ids
FROM unnest(CAST(:channels AS text[]), CAST(:accounts AS text[]), CAST(:threads AS text[])) AS g (channel, account, thread)
LEFT JOIN LATERAL (
    SELECT contact_id FROM contact_ids
    WHERE channel = g.channel AND account = g.account AND external_id = g.thread OFFSET 0) i ON true
CROSS JOIN LATERAL (
    (SELECT h.* FROM conversations n JOIN channel_threads h ON h.conversation_id = n.id
     WHERE n.contact_id = i.contact_id AND h.channel = g.channel AND h.account = g.account
     ORDER BY h.last_inbound_at DESC NULLS LAST, h.created_at DESC LIMIT 1)
    UNION ALL
    (SELECT h.* FROM channel_threads h
     WHERE h.channel = g.channel AND h.account = g.account AND h.thread = g.thread AND i.contact_id IS NULL)) t
CROSS JOIN LATERAL (SELECT contact_id FROM conversations WHERE id = t.conversation_id OFFSET 0) c
CROSS JOIN LATERAL (SELECT name, email, phone FROM contacts WHERE id = c.contact_id OFFSET 0) k

-- name: forget-number
-- A number that gets another owner is no address of the former one.
UPDATE channel_threads t SET address = t.address - 'to'
FROM contact_ids i JOIN conversations c ON c.contact_id = i.contact_id
WHERE i.channel = :channel AND i.account = :account AND i.external_id = :number AND i.contact_id <> :contact
  AND t.conversation_id = c.id AND t.channel = i.channel AND t.account = i.account AND t.address ->> 'to' = i.external_id

-- name: link-ids
-- The ids are one contact's from now on, and no longer remembered as nobody's.
WITH remembered AS (
    DELETE FROM id_pairs
    WHERE channel = :channel AND account = :account AND (lasting = CAST(:lasting AS text) OR number = ANY (CAST(:ids AS text[])))
)
INSERT INTO contact_ids (channel, account, external_id, contact_id, lasting)
SELECT :channel, :account, id, :contact, id IS NOT DISTINCT FROM CAST(:lasting AS text)
FROM unnest(CAST(:ids AS text[])) AS t (id)
ON CONFLICT (channel, account, external_id) DO UPDATE
SET contact_id = excluded.contact_id, lasting = contact_ids.lasting OR excluded.lasting

-- name: unknown-pairs
-- Which of these pairs are neither the ids of one contact nor remembered.
SELECT DISTINCT ON (g.channel, g.account, g.lasting) g.channel, g.account, g.lasting, g.number
FROM unnest(CAST(:channels AS text[]), CAST(:accounts AS text[]), CAST(:lasting AS text[]), CAST(:numbers AS text[]))
     WITH ORDINALITY AS g (channel, account, lasting, number, place)
WHERE NOT EXISTS (SELECT 1 FROM id_pairs p
                  WHERE p.channel = g.channel AND p.account = g.account AND p.lasting = g.lasting AND p.number = g.number)
  AND NOT EXISTS (SELECT 1 FROM contact_ids a JOIN contact_ids b USING (channel, account, contact_id)
                  WHERE a.channel = g.channel AND a.account = g.account AND a.external_id = g.lasting AND b.external_id = g.number)
ORDER BY g.channel, g.account, g.lasting, g.place DESC

-- name: lock-pairs
-- Until the end of the transaction nobody else remembers pairs, and nobody begins a thread by one of two ids.
SELECT CAST(pg_advisory_xact_lock(hashtextextended('id_pairs', 0)) AS text)

-- name: keep-pairs
-- Until the end of the transaction no other transaction remembers pairs.
SELECT CAST(pg_advisory_xact_lock_shared(hashtextextended('id_pairs', 0)) AS text)

-- name: remember-pairs
-- Remembers ids that were shown together. A number has one owner.
WITH g AS (
    SELECT * FROM unnest(CAST(:channels AS text[]), CAST(:accounts AS text[]), CAST(:lasting AS text[]), CAST(:numbers AS text[]))
                  AS t (channel, account, lasting, number)
), former AS (
    DELETE FROM id_pairs p USING g
    WHERE p.channel = g.channel AND p.account = g.account AND p.number = g.number AND p.lasting <> g.lasting
      AND NOT EXISTS (SELECT 1 FROM g o WHERE o.channel = p.channel AND o.account = p.account AND o.lasting = p.lasting)
)
INSERT INTO id_pairs (channel, account, lasting, number)
SELECT channel, account, lasting, number FROM g
ON CONFLICT (channel, account, lasting) DO UPDATE SET number = excluded.number, shown_at = now()

-- name: pairs
-- The pairs that these ids are part of, the latest last.
SELECT p.* FROM unnest(CAST(:channels AS text[]), CAST(:accounts AS text[]), CAST(:threads AS text[])) AS g (channel, account, thread)
JOIN id_pairs p ON p.channel = g.channel AND p.account = g.account AND (p.lasting = g.thread OR p.number = g.thread)
ORDER BY p.shown_at

-- name: prune-pairs
-- Pairs by which nobody came for long, and those above the number that an account may have.
DELETE FROM id_pairs p
USING (SELECT channel, account, lasting, shown_at,
              row_number() OVER (PARTITION BY channel, account ORDER BY shown_at DESC) AS place
       FROM id_pairs) r
WHERE p.channel = r.channel AND p.account = r.account AND p.lasting = r.lasting
  AND (r.shown_at < now() - make_interval(days => :days) OR r.place > :most)

-- name: move-ids
-- Two contacts are one person.
UPDATE contact_ids SET contact_id = :into WHERE contact_id = :from

-- name: readdress-thread
-- Where replies go from now on.
UPDATE channel_threads SET address = address || CAST(:address AS jsonb)
WHERE channel = :channel AND account = :account AND thread = :thread

-- name: move-deliveries
-- What is on its way in one thread is on its way in the other.
UPDATE deliveries SET thread = :thread WHERE channel = :channel AND account = :account AND thread = :from

-- name: merge-thread
-- One thread is the other: what replies must name, by the latest message, and until when free text is allowed.
WITH gone AS (
    DELETE FROM channel_threads WHERE channel = :channel AND account = :account AND thread = :from RETURNING *
)
UPDATE channel_threads t
SET address = CASE WHEN COALESCE(gone.last_inbound_at, gone.created_at) >= COALESCE(t.last_inbound_at, t.created_at)
                   THEN t.address || gone.address ELSE gone.address || t.address END,
    binding = COALESCE(t.binding, gone.binding), last_inbound_at = GREATEST(t.last_inbound_at, gone.last_inbound_at)
FROM gone
WHERE t.channel = :channel AND t.account = :account AND t.thread = :thread

-- name: tell-status
-- The provider is told a status now; its event about it is our own.
UPDATE channel_threads SET told = told || jsonb_build_object(CAST(:status AS text), clock_timestamp())
WHERE channel = :channel AND account = :account AND thread = :thread

-- name: was-told
-- Whether an event reports what we told the provider a moment ago.
SELECT EXISTS (
    SELECT 1 FROM channel_threads
    WHERE channel = :channel AND account = :account AND thread = :thread
      AND CAST(told ->> CAST(:status AS text) AS timestamptz) > clock_timestamp() - interval '15 seconds') AS told

-- name: move-threads
-- The other threads of a conversation: where staff see it elsewhere.
UPDATE channel_threads SET conversation_id = :into WHERE conversation_id = :from

-- name: keep-instagram-profile
-- Whom a thread is with, as Instagram calls them; nothing when the thread was erased meanwhile.
INSERT INTO instagram_profiles (id, contact_id, igsid, username, name, profile_pic)
SELECT :id, c.contact_id, :igsid, :username, :name, :profile_pic
FROM channel_threads t JOIN conversations c ON c.id = t.conversation_id
WHERE t.channel = 'instagram' AND t.account = :account AND t.thread = :igsid
ON CONFLICT (igsid) DO UPDATE
SET contact_id = excluded.contact_id, username = excluded.username, name = excluded.name,
    profile_pic = excluded.profile_pic, fetched_at = now()
RETURNING contact_id

-- name: lock-threads
-- Whoever begins these threads at the same moment waits, in one order, and then finds them.
SELECT CAST(pg_advisory_xact_lock(hashtextextended(key, 0)) AS text) FROM unnest(CAST(:keys AS text[])) AS t (key)

-- name: add-threads
-- New threads and the conversations they are.
INSERT INTO channel_threads (channel, account, thread, conversation_id, binding)
SELECT * FROM unnest(CAST(:channels AS text[]), CAST(:accounts AS text[]), CAST(:threads AS text[]),
                     CAST(:conversations AS uuid[]), CAST(:bindings AS uuid[]))
ON CONFLICT (channel, account, thread) DO UPDATE
SET conversation_id = excluded.conversation_id, binding = excluded.binding

-- name: reacted-to
-- Our message that a provider knows by this name, and whether it is the last word of its conversation.
SELECT m.conversation_id, m.id, m.author, m.content,
       NOT EXISTS (SELECT 1 FROM messages later
                   WHERE later.conversation_id = m.conversation_id AND later.seq > m.seq AND NOT later.private) AS is_last
FROM deliveries d JOIN messages m ON m.id = d.message_id
WHERE d.channel = :channel AND d.account = :account AND d.external_id = :external_id
LIMIT 1

-- name: last-word
-- What was said last in a conversation.
SELECT conversation_id, id, author, content, true AS is_last FROM messages
WHERE conversation_id = :conversation_id AND NOT private
ORDER BY seq DESC LIMIT 1

-- name: reacted-to-words
-- Our last messages in a thread, for providers whose reactions quote them; the latest first.
SELECT m.conversation_id, m.id, m.author, m.content, d.text AS sent,
       NOT EXISTS (SELECT 1 FROM messages later
                   WHERE later.conversation_id = m.conversation_id AND later.seq > m.seq AND NOT later.private) AS is_last
FROM deliveries d JOIN messages m ON m.id = d.message_id
WHERE d.channel = :channel AND d.account = :account AND d.thread = :thread
ORDER BY m.seq DESC, d.part DESC
LIMIT 20

-- name: quoted
-- What was said in a message that a provider knows by this name: ours, of which one part is quoted, or one of either side that came
-- to us.
SELECT content FROM (
    SELECT CASE WHEN d.parts = 1 THEN m.content ELSE d.text END AS content
    FROM deliveries d JOIN messages m ON m.id = d.message_id
    WHERE d.channel = :channel AND d.account = :account AND d.external_id = :external_id
    UNION ALL
    SELECT m.content FROM messages m JOIN conversations c ON c.id = m.conversation_id
    WHERE m.delivery ->> 'external_id' = :external_id AND m.channel = :channel AND c.account = :account
) said
WHERE content <> ''
LIMIT 1

-- name: holders
-- The conversations that hold a message, by the provider's name for the message alone; of two nobody knows which is meant.
SELECT DISTINCT m.conversation_id, m.author FROM messages m JOIN channel_threads t ON t.conversation_id = m.conversation_id
WHERE m.delivery ->> 'external_id' = :external_id AND t.channel = :channel AND t.account = :account
LIMIT 2

-- name: touch-threads
-- The customer wrote: the account they wrote to answers, and the time for free text begins anew. The locks on the
-- conversations keep two batches apart.
UPDATE channel_threads t
SET binding = g.binding, last_inbound_at = GREATEST(t.last_inbound_at, g.at),
    address = CASE WHEN g.address = '{}' THEN t.address ELSE t.address || CAST(g.address AS jsonb) END
FROM unnest(CAST(:channels AS text[]), CAST(:accounts AS text[]), CAST(:threads AS text[]), CAST(:bindings AS uuid[]),
            CAST(:addresses AS text[]), CAST(:times AS timestamptz[]))
     AS g (channel, account, thread, binding, address, at)
WHERE t.channel = g.channel AND t.account = g.account AND t.thread = g.thread

-- name: keep-early
-- Keeps an event that came before its message; of several of a kind in a thread the latest counts.
INSERT INTO early_news (channel, account, external_id, kind, thread, data, at)
VALUES (:channel, :account, :external_id, :kind, :thread, :data, :at)
ON CONFLICT (channel, account, external_id, kind, thread) DO UPDATE
SET data = CASE WHEN excluded.at >= early_news.at THEN excluded.data ELSE early_news.data END,
    at = GREATEST(excluded.at, early_news.at)

-- name: take-early
-- The events about a message of ours that came before its id at the provider was known.
DELETE FROM early_news
WHERE channel = :channel AND account = :account AND external_id = :external_id AND kind = 'receipt'
RETURNING data

-- name: early-changes
-- Changes that came before the messages they are about.
DELETE FROM early_news e
USING unnest(CAST(:channels AS text[]), CAST(:accounts AS text[]), CAST(:external_ids AS text[]))
      AS g (channel, account, external_id)
WHERE e.channel = g.channel AND e.account = g.account AND e.external_id = g.external_id
  AND e.kind IN ('edit', 'deletion')
RETURNING e.channel, e.account, e.external_id, e.kind, e.thread, e.data, e.at

-- name: keep-events
-- Webhooks that are new, in one order, so that two batches never wait for each other in a circle.
INSERT INTO webhook_events (id, kind, door, event_id, event, headers, body, found, reasons)
SELECT id, kind, door, event_id, event, CAST(headers AS jsonb), body, CAST(found AS jsonb), CAST(reasons AS jsonb)
FROM unnest(CAST(:ids AS uuid[]), CAST(:kinds AS text[]), CAST(:account_rows AS text[]), CAST(:event_ids AS text[]),
            CAST(:events AS text[]), CAST(:heads AS text[]), CAST(:bodies AS text[]), CAST(:found AS text[]),
            CAST(:reasons AS text[]))
     AS t (id, kind, door, event_id, event, headers, body, found, reasons)
ORDER BY kind, door, event_id
ON CONFLICT (kind, door, event_id) DO NOTHING
RETURNING id

-- name: events
-- The webhooks received, newest first, without their bodies.
SELECT id, kind, door, event_id, event, headers, CAST(NULL AS text) AS body, octet_length(body) AS bytes, found, reasons, received_at,
       replayed_at
FROM webhook_events
WHERE (CAST(:kind AS text) IS NULL OR kind = CAST(:kind AS text))
  AND (CAST(:account_row AS text) IS NULL OR door = CAST(:account_row AS text))
  AND (CAST(:type AS text) IS NULL OR jsonb_exists(found, CAST(:type AS text)))
  AND (CAST(:before AS timestamptz) IS NULL
       OR (received_at, id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY received_at DESC, id DESC
LIMIT :limit

-- name: event
-- One webhook, whole.
SELECT id, kind, door, event_id, event, headers, body, octet_length(body) AS bytes, found, reasons, received_at, replayed_at
FROM webhook_events WHERE id = :id

-- name: add-reason
-- One more of what a webhook holds is not used, which showed only when it was to be applied.
UPDATE webhook_events
SET reasons = reasons || jsonb_build_object(CAST(:reason AS text),
    COALESCE(CAST(reasons ->> CAST(:reason AS text) AS integer), 0) + 1)
WHERE id = :id

-- name: replayed
-- Somebody had it read again.
UPDATE webhook_events SET replayed_at = now() WHERE id = :id

-- name: prune-events
-- What was received long ago, a bounded number at a time; the messages stay.
DELETE FROM webhook_events WHERE id IN (
    SELECT id FROM webhook_events WHERE received_at < now() - make_interval(days => :days) ORDER BY received_at LIMIT :most)

-- name: prune-early
-- Events whose message never came.
DELETE FROM early_news WHERE created_at < now() - interval '1 day'

-- name: thread-of
-- The thread that the customer of a conversation wrote in last.
SELECT account, thread, address, binding FROM channel_threads
WHERE conversation_id = :conversation_id AND channel = :channel
ORDER BY last_inbound_at DESC NULLS LAST, created_at DESC LIMIT 1

-- name: visitor-wants-mail
-- A row when the visitor of the web chat has left an address.
SELECT id FROM conversations WHERE id = :id AND channel = 'web' AND answer_email IS NOT NULL

-- name: unseen-by-visitor
-- What was said to a visitor since they left their address, and what they have neither seen nor been mailed. The agent's words are
-- mailed only once an answer by mail has shown whose the address is, so that nobody makes a machine write to strangers.
SELECT m.id FROM conversations c JOIN messages m ON m.conversation_id = c.id
WHERE c.id = :id AND c.channel = 'web' AND c.answer_email IS NOT NULL
  AND m.seq > c.visitor_seq AND NOT m.private AND m.deleted_at IS NULL AND m.created_at > c.answer_email_at
  AND (m.author = 'staff'
       OR m.author = 'agent' AND EXISTS (
           SELECT 1 FROM channel_threads t
           WHERE t.conversation_id = c.id AND t.channel = 'email' AND lower(t.address ->> 'to') = lower(c.answer_email) AND t.address ->> 'message_id' <> ''))
  AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.message_id = m.id AND d.channel = 'email')
ORDER BY m.seq
LIMIT 20

-- name: visitor-thread
-- The thread of mails with a visitor. Another address has had no part in what was mailed so far.
INSERT INTO channel_threads (channel, account, thread, conversation_id, binding, address)
SELECT 'email', :account, :thread, c.id, CAST(:binding AS uuid), jsonb_build_object('to', c.answer_email)
FROM conversations c WHERE c.id = :id
ON CONFLICT (channel, account, thread) DO UPDATE SET binding = excluded.binding,
    address = CASE WHEN lower(channel_threads.address ->> 'to') = lower(excluded.address ->> 'to') THEN channel_threads.address ELSE excluded.address END
RETURNING thread

-- name: begin-thread
-- What was sent first began a thread at the provider; answers in it belong to the conversation.
INSERT INTO channel_threads (channel, account, thread, conversation_id)
VALUES (:channel, :account, :thread, :conversation_id)
ON CONFLICT DO NOTHING

-- name: add-deliveries
-- All parts of a message, or none.
INSERT INTO deliveries (id, message_id, conversation_id, channel, account, thread, seq, part, parts, text, files, extra_seconds, epoch)
SELECT id, :message_id, :conversation_id, :channel, :account, :thread, :seq, part, :parts, text, CAST(files AS uuid[]), extra_seconds, :epoch
FROM unnest(CAST(:ids AS uuid[]), CAST(:texts AS text[]), CAST(:files AS text[]), CAST(:extra_seconds AS int[])) WITH ORDINALITY
     AS t (id, text, files, extra_seconds, part)

-- name: lock-due-conversations
-- Locks the conversations of an account whose first waiting part is due; epochs are compared while they are locked. One that
-- somebody else holds is left for the next look.
SELECT id FROM conversations
WHERE id = ANY (ARRAY(
    SELECT d.conversation_id FROM deliveries d
    WHERE d.channel = :channel AND d.account = :account AND d.state = 'queued' AND d.due_at <= clock_timestamp()
      AND NOT EXISTS (
          SELECT 1 FROM deliveries e
          WHERE e.conversation_id = d.conversation_id AND e.channel = d.channel AND e.account = d.account
            AND e.state IN ('queued', 'sending') AND (e.seq, e.part) < (d.seq, d.part))
    ORDER BY d.due_at, d.seq
    LIMIT :most))
ORDER BY id FOR UPDATE SKIP LOCKED

-- name: lock-conversation
-- Who may have to call a person locks the conversation before its messages, as every transaction does.
SELECT id FROM conversations WHERE id = :id FOR UPDATE

-- name: due-deliveries
-- The first open part of each locked conversation, if it waits, with where it goes. A thread that was not known when the part
-- was written is known now, if an earlier part began it.
SELECT f.*, COALESCE(t.thread, f.thread) AS known_thread, COALESCE(t.address, '{}') AS address, t.binding,
       t.last_inbound_at, c.subject
FROM (
    SELECT DISTINCT ON (d.conversation_id) d.* FROM deliveries d
    WHERE d.conversation_id = ANY (CAST(:conversations AS uuid[])) AND d.channel = :channel AND d.account = :account
      AND d.state IN ('queued', 'sending')
    ORDER BY d.conversation_id, d.seq, d.part) f
JOIN conversations c ON c.id = f.conversation_id
LEFT JOIN LATERAL (
    SELECT * FROM channel_threads h
    WHERE h.channel = f.channel AND h.account = f.account
      AND (h.thread = f.thread OR (f.thread = '' AND h.conversation_id = f.conversation_id))
    ORDER BY h.created_at LIMIT 1
) t ON true
WHERE f.state = 'queued'

-- name: claim-deliveries
-- From here on they may be in flight, and a takeover waits for them.
UPDATE deliveries
SET state = 'sending', attempt = attempt + 1, claim = :claim, claimed_at = clock_timestamp(), updated_at = clock_timestamp()
WHERE id = ANY (CAST(:ids AS uuid[])) AND state = 'queued' AND due_at <= clock_timestamp()
RETURNING *

-- name: claim-uploads
-- Their files are given to the provider, which sends nothing by that. They stay queued, and another process may try when this
-- one is not back in time.
UPDATE deliveries
SET attempt = attempt + 1, claim = :claim, due_at = clock_timestamp() + make_interval(secs => :seconds), updated_at = clock_timestamp()
WHERE id = ANY (CAST(:ids AS uuid[])) AND state = 'queued' AND due_at <= clock_timestamp()
RETURNING *

-- name: uploaded
-- The provider has the file: the part may be sent now, and the upload does not count as an attempt.
UPDATE deliveries
SET uploaded = :uploaded, attempt = attempt - 1, due_at = clock_timestamp(), updated_at = clock_timestamp()
WHERE id = :id AND claim = :claim AND state = 'queued'

-- name: put-back
-- What was claimed under a token and never given to the provider.
UPDATE deliveries
SET state = 'queued', attempt = attempt - 1, claim = NULL, due_at = LEAST(due_at, clock_timestamp()), updated_at = clock_timestamp()
WHERE claim = :claim AND state IN ('sending', 'queued') AND (CAST(:id AS uuid) IS NULL OR id = CAST(:id AS uuid))

-- name: overtaken-messages
-- Which messages have parts that a person's stepping in leaves here; in one order, because they are held next.
SELECT DISTINCT d.conversation_id, d.message_id, d.channel
FROM deliveries d JOIN conversations c ON c.id = d.conversation_id
WHERE d.conversation_id = ANY (CAST(:conversations AS uuid[])) AND d.state = 'queued' AND d.epoch < c.epoch
ORDER BY d.message_id, d.channel

-- name: withdraw-deliveries
-- A person stepped in: what the bot wrote before and has not left yet stays here. Its messages are held.
UPDATE deliveries d
SET state = 'withdrawn', error = 'A person stepped in before it was sent.', updated_at = clock_timestamp()
FROM conversations c
WHERE c.id = d.conversation_id AND d.message_id = ANY (CAST(:messages AS uuid[]))
  AND d.state = 'queued' AND d.epoch < c.epoch

-- name: overtaken
-- What the bot wrote below the conversation's present fence: how much waits, and how much may be on its way. Longer than a
-- sending may take nothing is.
SELECT COUNT(*) FILTER (WHERE d.state = 'queued') AS waiting,
       COUNT(*) FILTER (WHERE d.state = 'sending' AND d.claimed_at > clock_timestamp() - make_interval(secs => :seconds + d.extra_seconds)) AS in_flight
FROM deliveries d JOIN conversations c ON c.id = d.conversation_id
WHERE d.conversation_id = :conversation_id AND d.state IN ('queued', 'sending') AND d.epoch < c.epoch

-- name: next-delivery-due
-- When an account wants attention: the first waiting part of a conversation is due, or what is being sent is lost.
SELECT CAST(EXTRACT(EPOCH FROM LEAST(
    (SELECT d.due_at FROM deliveries d
     WHERE d.channel = :channel AND d.account = :account AND d.state = 'queued'
       AND NOT EXISTS (
           SELECT 1 FROM deliveries e
           WHERE e.conversation_id = d.conversation_id AND e.channel = d.channel AND e.account = d.account
             AND e.state IN ('queued', 'sending') AND (e.seq, e.part) < (d.seq, d.part))
     ORDER BY d.due_at LIMIT 1),
    (SELECT MIN(d.claimed_at + make_interval(secs => :seconds + d.extra_seconds)) FROM deliveries d
     WHERE d.channel = :channel AND d.account = :account AND d.state = 'sending'))
    - clock_timestamp()) * 1000 AS bigint) AS millis

-- name: lost-deliveries
-- What is being sent for longer than a sending may take: whoever sent it cannot tell any more how it ended.
SELECT * FROM deliveries
WHERE channel = :channel AND account = :account AND state = 'sending'
  AND claimed_at < clock_timestamp() - make_interval(secs => :seconds + extra_seconds)
ORDER BY claimed_at LIMIT :most

-- name: open-accounts
-- Accounts with something to send, for a start after a disaster.
SELECT DISTINCT channel, account FROM deliveries WHERE state IN ('queued', 'sending')

-- name: delivery
-- One part.
SELECT * FROM deliveries WHERE id = :id

-- name: lock-parts
-- Locks all parts of a message on one channel. The message is locked before, so that nobody else settles one of them.
SELECT * FROM deliveries WHERE message_id = :message_id AND channel = :channel ORDER BY part FOR UPDATE

-- name: write-delivery
-- The new state of a part, which is locked.
UPDATE deliveries
SET state = :state, external_id = :external_id, error = :error, due_at = :due_at, attempt = :attempt, epoch = :epoch,
    uploaded = :uploaded, updated_at = clock_timestamp()
WHERE id = :id

-- name: release-later-parts
-- The parts after one that is settled may go, after the pause that the provider asks for.
UPDATE deliveries SET due_at = clock_timestamp() + make_interval(secs => :seconds)
WHERE conversation_id = :conversation_id AND channel = :channel AND account = :account AND state = 'queued' AND attempt = 0

-- name: hold-back-later-parts
-- The parts after one that waits are not due before it.
UPDATE deliveries SET due_at = GREATEST(due_at, :due_at)
WHERE conversation_id = :conversation_id AND channel = :channel AND account = :account AND state = 'queued' AND attempt = 0

-- name: delivery-named
-- The part a provider knows by this name.
SELECT * FROM deliveries WHERE channel = :channel AND external_id = :external_id ORDER BY created_at DESC LIMIT 1

-- name: unnamed-deliveries
-- What left lately in a thread and has no name at the provider yet, as far as we know.
SELECT * FROM deliveries
WHERE channel = :channel AND account = :account AND thread = :thread AND external_id IS NULL
  AND state IN ('queued', 'sending', 'unknown', 'sent') AND claimed_at > clock_timestamp() - interval '10 minutes'
ORDER BY claimed_at LIMIT 50

-- name: lock-name
-- Two who write about the same name at a provider do so one after the other: what one keeps for later the other must see.
SELECT CAST(pg_advisory_xact_lock(hashtextextended(CAST(:channel AS text) || ' ' || CAST(:external_id AS text), 7)) AS text) AS locked

-- name: keep-early-receipt
-- A receipt of a message whose id at the provider is not known yet; the later state stays.
INSERT INTO early_news (channel, account, external_id, kind, data, at)
VALUES (:channel, :account, :external_id, 'receipt', :data, :at)
ON CONFLICT (channel, account, external_id, kind, thread) DO UPDATE
SET data = excluded.data, at = excluded.at
WHERE CAST(early_news.data ->> 'rank' AS int) < CAST(excluded.data ->> 'rank' AS int)

-- name: deliveries
-- A page of the outbox, newest first.
SELECT * FROM deliveries
WHERE (CAST(:state AS text) IS NULL OR state = CAST(:state AS text))
  AND (CAST(:channel AS text) IS NULL OR channel = CAST(:channel AS text))
  AND (CAST(:conversation AS uuid) IS NULL OR conversation_id = CAST(:conversation AS uuid))
  AND (CAST(:before AS timestamptz) IS NULL
       OR (created_at, id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY created_at DESC, id DESC
LIMIT :limit

-- name: mail-mark
-- How far a folder was read.
SELECT validity, uid, looked_at, clock_timestamp() AS begun FROM mailboxes WHERE account = :account AND folder = :folder

-- name: mail-remember
-- Never back: of two who read at once the one further on is right, as long as both count the same way. What lies behind, or was counted
-- otherwise, fails no more.
WITH behind AS (
    DELETE FROM mail_failures f
    WHERE account = :account AND folder = :folder
      AND (validity <> :validity
           OR uid <= :uid AND NOT EXISTS (
               SELECT 1 FROM mail_waits w
               WHERE w.account = f.account AND w.folder = f.folder AND w.validity = f.validity AND w.uid = f.uid))
), renumbered AS (
    DELETE FROM mail_waits WHERE account = :account AND folder = :folder AND validity <> :validity
)
INSERT INTO mailboxes (account, folder, validity, uid)
VALUES (:account, :folder, :validity, :uid)
ON CONFLICT (account, folder) DO UPDATE
SET uid = CASE WHEN mailboxes.validity = excluded.validity THEN GREATEST(mailboxes.uid, excluded.uid) ELSE excluded.uid END,
    validity = excluded.validity, looked_at = now()

-- name: mail-failed
-- A row when the mail could be read at the look before, and fails for the first time.
INSERT INTO mail_failures (account, folder, validity, uid)
VALUES (:account, :folder, :validity, :uid)
ON CONFLICT DO NOTHING
RETURNING uid

-- name: mail-readable
-- Only failures in a row count.
DELETE FROM mail_failures WHERE account = :account AND folder = :folder AND validity = :validity AND uid = :uid

-- name: mail-failures
-- Which mails of a folder failed at the look before.
SELECT uid FROM mail_failures WHERE account = :account AND folder = :folder AND validity = :validity

-- name: mail-wait
-- The time of the first sight stays.
INSERT INTO mail_waits (account, folder, validity, uid, answers, reason)
VALUES (:account, :folder, :validity, :uid, :answers, :reason)
ON CONFLICT DO NOTHING

-- name: mail-waited
-- Which mails of a folder have waited enough: those seen long enough before a look began that has been read to its end, those whose awaited
-- mail came, and those whose mailbox is not read to its end for minutes. A mail that only what it answers can place waits for it. Of a
-- draft the mailbox tells whether it still is one.
SELECT uid FROM mail_waits w
WHERE account = :account AND folder = :folder AND validity = :validity
  AND (seen_at < clock_timestamp() - make_interval(secs => :most_seconds)
       OR CAST(:ended AS boolean)
          AND (reason = 'draft'
               OR reason = 'reply' AND seen_at <= CAST(:begun AS timestamptz) - make_interval(secs => :least_seconds)
               OR EXISTS (SELECT 1 FROM mails m WHERE m.account = w.account AND m.name = w.answers)))
ORDER BY uid

-- name: mail-waits-for
-- Which mails of a folder wait for one of these.
SELECT uid FROM mail_waits
WHERE account = :account AND folder = :folder AND validity = :validity AND answers = ANY (CAST(:names AS text[])) AND reason <> 'draft'
ORDER BY uid

-- name: mail-wait-over
-- A mail that is stored, or that somebody moved out of the folder, waits no more.
DELETE FROM mail_waits WHERE account = :account AND folder = :folder AND validity = :validity AND uid = :uid

-- name: mail-thread
-- A mail's own thread when it was kept before; else that of a mail of ours it answers, of an earlier one of its sender, or of one that
-- answers it and came before it. A customer goes on by any address at which they wanted an answer in this thread; who was answered before their mail
-- was read may be known by that address. Somebody to whom a person of ours wrote in a thread goes on there, too, as somebody else.
SELECT found.thread, found.customer, found.standing FROM (
    SELECT m.thread, 0 AS distance, '' AS customer, 'customer' AS standing FROM mails m WHERE m.account = :account AND m.key = :key
    UNION ALL
    SELECT t.thread, t.distance, CASE WHEN c.channel = 'email' THEN k.external_id ELSE '' END,
           CASE WHEN k.external_id = :sender OR c.channel = 'web' AND lower(c.answer_email) = lower(:sender) OR :sender = ANY (own.people)
                    THEN 'customer'
                WHEN k.external_id = :reply_to OR :reply_to = ANY (own.people) THEN 'reply_to'
                WHEN EXISTS (SELECT 1 FROM mails p
                             WHERE p.account = :account AND p.thread = t.thread AND p.recipients && ARRAY[CAST(:sender AS text), CAST(:reply_to AS text)])
                    THEN 'recipient' END
    FROM (
        SELECT d.thread, d.conversation_id, array_position(CAST(:deliveries AS uuid[]), d.id) AS distance
        FROM deliveries d
        WHERE d.id = ANY (CAST(:deliveries AS uuid[])) AND d.channel = 'email' AND d.account = :account
        UNION ALL
        SELECT m.thread, t.conversation_id, 1000 + array_position(CAST(:names AS text[]), m.name)
        FROM mails m
        JOIN channel_threads t ON t.channel = 'email' AND t.account = m.account AND t.thread = m.thread
        WHERE m.account = :account AND m.name = ANY (CAST(:names AS text[]))
    ) t
    JOIN conversations c ON c.id = t.conversation_id
    JOIN contacts k ON k.id = c.contact_id
    CROSS JOIN LATERAL (
        SELECT array_agg(other.address) AS people
        FROM mails p CROSS JOIN LATERAL unnest(p.people) AS other (address)
        WHERE p.account = :account AND p.thread = t.thread) own
    UNION ALL
    SELECT m.thread, 2000, k.external_id, CASE WHEN k.external_id = :sender THEN 'customer' ELSE 'reply_to' END
    FROM mails m
    JOIN channel_threads t ON t.channel = 'email' AND t.account = m.account AND t.thread = m.thread
    JOIN conversations c ON c.id = t.conversation_id
    JOIN contacts k ON k.id = c.contact_id
    WHERE m.account = :account AND m.answers @> ARRAY[CAST(:name AS text)] AND k.external_id IN (:sender, :reply_to)
) found
WHERE found.standing IS NOT NULL
ORDER BY found.distance, array_position(ARRAY['customer', 'reply_to', 'recipient'], found.standing) LIMIT 1

-- name: mail-thread-answered
-- The thread of a mail that is answered, or of a customer's who answered this one before it was read, whoever is in it: our own people
-- need not be known to it. Where one mail is in several threads, that of somebody it is written to. It is a person's when they wrote the
-- mail or have the conversation, are awaited in it, or have paused the agent.
SELECT found.thread, found.customer,
       found.status IN ('human_active', 'needs_human') OR found.status <> 'closed' AND COALESCE(found.bot_paused_until > now(), false)
       OR EXISTS (SELECT 1 FROM deliveries d JOIN messages m ON m.id = d.message_id WHERE d.id = found.delivery AND m.author = 'staff')
       OR EXISTS (SELECT 1 FROM messages m WHERE m.conversation_id = found.conversation_id AND m.author = 'staff' AND m.client_id = found.key)
       AS is_persons
FROM (
    SELECT d.thread, d.conversation_id, array_position(CAST(:deliveries AS uuid[]), d.id) AS distance, CAST(NULL AS text[]) AS customers,
           d.id AS delivery, CAST(NULL AS text) AS key
    FROM deliveries d
    WHERE d.id = ANY (CAST(:deliveries AS uuid[])) AND d.channel = 'email' AND d.account = :account
    UNION ALL
    SELECT m.thread, t.conversation_id, array_position(CAST(:names AS text[]), m.name), NULL, NULL, m.key
    FROM mails m
    JOIN channel_threads t ON t.channel = 'email' AND t.account = m.account AND t.thread = m.thread
    WHERE m.account = :account AND m.name = ANY (CAST(:names AS text[]))
    UNION ALL
    SELECT m.thread, t.conversation_id, 2000, CAST(:outside AS text[]), NULL, NULL
    FROM mails m
    JOIN channel_threads t ON t.channel = 'email' AND t.account = m.account AND t.thread = m.thread
    WHERE m.account = :account AND m.answers @> ARRAY[CAST(:name AS text)]
) threads
JOIN conversations c ON c.id = threads.conversation_id
JOIN contacts k ON k.id = c.contact_id
CROSS JOIN LATERAL (
    SELECT threads.thread, threads.distance, threads.conversation_id, threads.delivery, threads.key, c.status, c.bot_paused_until,
           CASE WHEN c.channel = 'web' THEN lower(c.answer_email) ELSE k.external_id END AS customer) found
WHERE threads.customers IS NULL OR found.customer = ANY (threads.customers)
ORDER BY found.distance, found.customer = ANY (CAST(:outside AS text[])) DESC LIMIT 1

-- name: mail-thread-of-subject
-- The thread with this customer and subject, the latest: one that a person of ours has or is awaited in, or, where that person writes, any
-- that is not closed. An address at which somebody wants the answer does not count, since anybody can name any. Somebody else is known by
-- a mail of ours to them.
SELECT m.thread, CASE WHEN c.channel = 'email' THEN k.external_id ELSE '' END AS customer, who.standing
FROM (
    SELECT c.id, 'customer' AS standing, CAST(NULL AS text) AS thread
    FROM contacts k JOIN conversations c ON c.contact_id = k.id
    WHERE k.external_id = :sender
    UNION ALL
    SELECT t.conversation_id, 'recipient', p.thread
    FROM mails p
    JOIN channel_threads t ON t.channel = 'email' AND t.account = p.account AND t.thread = p.thread
    WHERE p.account = :account AND p.recipients @> ARRAY[CAST(:sender AS text)] AND NOT CAST(:is_staffs AS boolean)
) who
JOIN conversations c ON c.id = who.id
JOIN contacts k ON k.id = c.contact_id
JOIN channel_threads t ON t.conversation_id = c.id AND t.channel = 'email' AND t.account = :account
JOIN mails m ON m.account = t.account AND m.thread = t.thread AND (who.thread IS NULL OR m.thread = who.thread)
WHERE m.subject = :subject
  AND (c.status IN ('human_active', 'needs_human')
       OR c.status <> 'closed' AND (c.bot_paused_until > now() OR CAST(:is_staffs AS boolean)))
ORDER BY who.standing, c.id DESC LIMIT 1

-- name: mail-said
-- What one side wrote in any thread with a customer, which a mail of theirs may quote.
SELECT m.content FROM contacts k
JOIN conversations c ON c.contact_id = k.id
CROSS JOIN LATERAL (
    SELECT content, created_at FROM messages
    WHERE conversation_id = c.id AND (author = 'contact') = :is_theirs AND NOT private
    ORDER BY seq DESC LIMIT 20) m
WHERE k.channel = 'email' AND k.account = :account AND k.external_id = :customer
ORDER BY m.created_at DESC LIMIT 40

-- name: mail-exchange
-- What a sender and we wrote lately, in all threads, the latest first. A mail has the time at which it was written.
SELECT m.author <> 'contact' AS ours, m.content, COALESCE(w.written_at, m.created_at) AS at FROM contacts k
JOIN conversations c ON c.contact_id = k.id
CROSS JOIN LATERAL (
    SELECT content, author, unanswered, client_id, created_at FROM messages
    WHERE conversation_id = c.id AND NOT private ORDER BY seq DESC LIMIT 40) m
LEFT JOIN mails w ON w.account = k.account AND w.key = m.client_id AND m.author = 'contact'
WHERE k.channel = 'email' AND k.account = :account AND k.external_id = :sender
  AND m.author IN ('contact', 'agent', 'staff') AND m.created_at > CAST(:since AS timestamptz)
  AND COALESCE(m.unanswered, 'loop') = 'loop'
ORDER BY m.created_at DESC LIMIT 40

-- name: mail-reflexes
-- How many mails a sender wrote too quickly lately, besides this one, and when an answer of ours was sent that is near before this one.
-- Mail servers tell whole seconds.
SELECT (
    SELECT max(sent.at) FROM contacts k
    JOIN conversations c ON c.contact_id = k.id
    JOIN messages m ON m.conversation_id = c.id
    CROSS JOIN LATERAL (
        SELECT COALESCE(max(d.claimed_at), m.created_at) AS at FROM deliveries d
        WHERE d.conversation_id = c.id AND d.message_id = m.id) sent
    WHERE k.channel = 'email' AND k.account = :account AND k.external_id = :sender AND m.author <> 'contact' AND NOT m.private
      AND m.created_at > CAST(:at AS timestamptz) - interval '1 minute'
      AND sent.at BETWEEN CAST(:at AS timestamptz) - interval '10 seconds' AND CAST(:at AS timestamptz) + interval '1 second') AS sent_at,
   (SELECT count(*) FROM contacts k
    JOIN conversations c ON c.contact_id = k.id
    JOIN channel_threads t ON t.conversation_id = c.id AND t.channel = 'email' AND t.account = k.account
    JOIN mails m ON m.account = t.account AND m.thread = t.thread
    WHERE k.channel = 'email' AND k.account = :account AND k.external_id = :sender AND m.key <> :key
      AND m.reflex_at > now() - interval '30 minutes') AS earlier

-- name: mail-is-known
-- Whether a mail of this name was kept.
SELECT EXISTS (SELECT 1 FROM mails WHERE account = :account AND name = :name) AS known

-- name: mail-keep
-- Mail that begins or continues nothing (a report) has no thread to be kept in.
INSERT INTO mails (account, key, name, thread, subject, answers, people, recipients, written_at, reflex_at)
SELECT :account, :key, :name, :thread, CAST(:subject AS text), CAST(:answers AS text[]), CAST(:people AS text[]),
       CAST(:recipients AS text[]), CAST(:written_at AS timestamptz), CAST(:reflex_at AS timestamptz)
WHERE EXISTS (
    SELECT 1 FROM channel_threads WHERE channel = 'email' AND account = :account AND thread = :thread)
ON CONFLICT (account, key) DO NOTHING

-- name: mail-deliveries
-- Which of these names of deliveries are mails of ours.
SELECT id FROM deliveries WHERE id = ANY (CAST(:ids AS uuid[])) AND channel = 'email' AND account = :account

-- name: is-mirrored
-- Whether staff see the conversation there already, or are about to.
SELECT EXISTS (
    SELECT 1 FROM deliveries
    WHERE conversation_id = :conversation_id AND channel = :channel AND account = :account) AS mirrored

-- name: count-visit
-- Counts a conversation of an address; no row when there were too many today. Days that are over are removed, a bounded number of
-- rows at a time.
WITH today AS (
    SELECT CAST(now() AT TIME ZONE 'UTC' AS date) AS day
), removed AS (
    DELETE FROM address_days WHERE (day, address) IN (
        SELECT d.day, d.address FROM address_days d, today WHERE d.day < today.day - 1 LIMIT 500)
)
INSERT INTO address_days AS a (day, address, conversations)
SELECT day, decode(:address, 'hex'), 1 FROM today
ON CONFLICT (day, address) DO UPDATE SET conversations = a.conversations + 1
WHERE a.conversations < :most
RETURNING conversations

-- name: spend-challenge
-- Accepts work once; no row when it was accepted before. What has expired is refused by its own date and removed, a bounded number
-- of rows at a time.
WITH removed AS (
    DELETE FROM spent_challenges WHERE hash IN (
        SELECT hash FROM spent_challenges WHERE expires_at < now() - interval '1 minute' LIMIT 500)
)
INSERT INTO spent_challenges (hash, expires_at) VALUES (decode(:hash, 'hex'), :expires_at)
ON CONFLICT (hash) DO NOTHING
RETURNING hash
