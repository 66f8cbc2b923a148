
-- name: subscriptions
-- All subscriptions, the oldest first; their number is bounded.
SELECT id, name, url, types, secrets, former_until, enabled, failing_since, disabled_reason, created_at, updated_at
FROM subscriptions ORDER BY created_at, id

-- name: find-subscription
-- One subscription by id.
SELECT id, name, url, types, secrets, former_until, enabled, failing_since, disabled_reason, created_at, updated_at
FROM subscriptions WHERE id = :id

-- name: hold-subscription
-- One subscription by id, locked: its key becomes the former one.
SELECT id, name, url, types, secrets, former_until, enabled, failing_since, disabled_reason, created_at, updated_at
FROM subscriptions WHERE id = :id FOR UPDATE

-- name: add-subscription
-- Adds no row beyond the bound: each subscription costs a row for each event.
INSERT INTO subscriptions (id, name, url, types, secrets)
SELECT :id, :name, :url, :types, :secrets
WHERE (SELECT COUNT(*) FROM subscriptions) < :most
RETURNING id, name, url, types, secrets, former_until, enabled, failing_since, disabled_reason, created_at, updated_at

-- name: change-subscription
-- Null stays as it is. Whoever enables it starts afresh: earlier failures no longer count. Changes nothing when
-- somebody changed it after it was read: the challenge was about what was read.
UPDATE subscriptions
SET name = COALESCE(CAST(:name AS text), name), url = COALESCE(CAST(:url AS text), url), types = COALESCE(CAST(:types AS text[]), types),
    failing_since = CASE WHEN enabled OR NOT COALESCE(CAST(:enabled AS boolean), enabled) THEN failing_since END,
    disabled_reason = CASE WHEN NOT COALESCE(CAST(:enabled AS boolean), enabled) THEN disabled_reason END,
    enabled = COALESCE(CAST(:enabled AS boolean), enabled), updated_at = now()
WHERE id = :id AND updated_at = :read_at
RETURNING id, name, url, types, secrets, former_until, enabled, failing_since, disabled_reason, created_at, updated_at

-- name: rotate-subscription
-- A new key; the former one is valid for a while.
UPDATE subscriptions SET secrets = :secrets, former_until = CAST(:former_until AS timestamptz), updated_at = now()
WHERE id = :id
RETURNING id, name, url, types, secrets, former_until, enabled, failing_since, disabled_reason, created_at, updated_at

-- name: remove-subscription
-- Its undelivered events are deleted with it.
DELETE FROM subscriptions WHERE id = :id
RETURNING url

-- name: reseal-subscription
-- The same keys under the current encryption key.
UPDATE subscriptions SET secrets = :secrets WHERE id = :id

-- name: find-delivery
-- The delivery of one event to one subscription.
SELECT e.id, e.type, e.conversation_id, e.message_id, e.details, e.payload, e.created_at, p.state, p.attempt
FROM event_posts p JOIN outgoing_events e ON e.id = p.event_id
WHERE p.subscription_id = :subscription AND p.event_id = :event

-- name: keep-payload
-- Stores the payload unless it is stored already, and returns the stored one: every attempt sends the same.
UPDATE outgoing_events SET payload = COALESCE(payload, :payload) WHERE id = :event
RETURNING payload

-- name: end-try
-- Records how an attempt ended; the last eight are kept.
UPDATE event_posts
SET state = :state, attempt = attempt + 1, updated_at = now(),
    tries = (SELECT COALESCE(jsonb_agg(t.value ORDER BY t.ordinality), '[]')
             FROM jsonb_array_elements(tries || :try) WITH ORDINALITY t
             WHERE t.ordinality > jsonb_array_length(tries) + 1 - 8)
WHERE subscription_id = :subscription AND event_id = :event

-- name: note-success
-- Clears the time of the first failure; writes nothing when there was none.
UPDATE subscriptions SET failing_since = NULL WHERE id = :id AND failing_since IS NOT NULL

-- name: note-failure
-- Records the time of the first failure and returns it.
UPDATE subscriptions SET failing_since = COALESCE(failing_since, now()) WHERE id = :id
RETURNING failing_since

-- name: disable-subscription
-- Disables a subscription; returns no row when it was disabled already.
UPDATE subscriptions SET enabled = false, disabled_reason = :reason, updated_at = now()
WHERE id = :id AND enabled
RETURNING id

-- name: deliveries
-- A page of a subscription's deliveries, newest first.
SELECT e.id, e.type, e.conversation_id, e.message_id, p.state, p.attempt, p.tries, p.created_at, p.updated_at, j.due_at
FROM event_posts p
JOIN outgoing_events e ON e.id = p.event_id
LEFT JOIN jobs j ON j.kind = 'event.post' AND j.subject = p.subscription_id || '/' || p.event_id AND j.state = 'waiting'
WHERE p.subscription_id = :subscription
  AND (CAST(:state AS text) IS NULL OR p.state = :state)
  AND (CAST(:before AS timestamptz) IS NULL
       OR (p.created_at, p.event_id) < (CAST(:before AS timestamptz), CAST(:before_id AS uuid)))
ORDER BY p.created_at DESC, p.event_id DESC LIMIT :limit

-- name: send-again
-- Makes a delivery wait again, whatever its state.
UPDATE event_posts SET state = 'waiting', attempt = 0, updated_at = now()
WHERE subscription_id = :subscription AND event_id = :event
RETURNING event_id

-- name: forget-events
-- Deletes a few events older than 30 days; called after each delivery, so that no timer keeps an idle server awake.
DELETE FROM outgoing_events
WHERE id IN (SELECT id FROM outgoing_events WHERE created_at < now() - make_interval(days => 30)
             ORDER BY created_at LIMIT 20 FOR UPDATE SKIP LOCKED)
