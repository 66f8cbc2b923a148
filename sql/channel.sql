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

-- name: hold-binding
-- The same, held: two people who change it at once do so one after the other.
SELECT id, channel, account, name, agent_id, settings, secrets, enabled, created_at, updated_at
FROM channel_bindings WHERE id = :id FOR UPDATE

-- name: add-binding
-- No row comes back when the account is connected already.
INSERT INTO channel_bindings (id, channel, account, name, agent_id, settings, secrets, enabled)
VALUES (:id, :channel, :account, :name, CAST(:agent AS uuid), :settings, :secrets, :enabled)
ON CONFLICT (channel, account) DO NOTHING
RETURNING id

-- name: change-binding
-- No row comes back when another one has that account; two who take it at once meet at the unique index.
UPDATE channel_bindings b
SET account = :account, name = :name, agent_id = CAST(:agent AS uuid), settings = :settings, secrets = :secrets,
    enabled = :enabled, updated_at = now()
WHERE id = :id AND channel = :channel
  AND NOT EXISTS (
      SELECT 1 FROM channel_bindings o WHERE o.channel = b.channel AND o.account = :account AND o.id <> b.id)
RETURNING id

-- name: remove-binding
-- Conversations that came through it stay.
DELETE FROM channel_bindings WHERE id = :id

-- name: sealed-bindings
-- Those whose secrets may have to be sealed anew, held against a change at the same time.
SELECT id, channel, account, name, agent_id, settings, secrets, enabled, created_at, updated_at
FROM channel_bindings WHERE secrets IS NOT NULL
ORDER BY id
FOR UPDATE

-- name: reseal-binding
-- The same secrets under the current key; nothing that anybody would notice changed.
UPDATE channel_bindings SET secrets = :secrets WHERE id = :id

-- name: last-events
-- When each door was last used, among the newest webhooks only: a door's own oldest ones are not worth an index.
SELECT kind AS channel, door, MAX(received_at) AS at
FROM (SELECT kind, door, received_at FROM webhook_events ORDER BY received_at DESC, id DESC LIMIT 5000) newest
GROUP BY kind, door

-- name: open-deliveries
-- How many parts wait for each account; only open rows are in the index.
SELECT d.channel, COALESCE(CAST(t.binding AS text), '') AS door, COUNT(*) AS open
FROM deliveries d
JOIN channel_threads t ON t.channel = d.channel AND t.account = d.account AND t.thread = d.thread
WHERE d.state IN ('queued', 'sending')
GROUP BY d.channel, t.binding

-- name: last-failures
-- The newest failed sending of each account, among the newest parts only.
SELECT DISTINCT ON (n.channel, t.binding)
       n.channel, COALESCE(CAST(t.binding AS text), '') AS door, n.error, n.updated_at AS at
FROM (SELECT * FROM deliveries ORDER BY created_at DESC, id DESC LIMIT 5000) n
JOIN channel_threads t ON t.channel = n.channel AND t.account = n.account AND t.thread = n.thread
WHERE n.error IS NOT NULL
ORDER BY n.channel, t.binding, n.updated_at DESC
