-- name: ping
-- Checks the connection, and returns the versions of PostgreSQL and of pgvector, if it is installed.
SELECT current_setting('server_version') AS version,
       (SELECT extversion FROM pg_extension WHERE extname = 'vector') AS pgvector

-- name: find-settings
-- The settings of the model gateway of one kind, oldest first; or one of them.
SELECT id, name, fields, created_at FROM gateway_settings
WHERE kind = :kind AND (cast(:id AS uuid) IS NULL OR id = cast(:id AS uuid)) ORDER BY created_at, id

-- name: add-setting
-- A new setting; no row when there is one by this name.
INSERT INTO gateway_settings (id, kind, name, fields, secrets)
VALUES (:id, :kind, :name, cast(:fields as jsonb), :secrets)
ON CONFLICT (kind, name) DO NOTHING
RETURNING id, name, fields, created_at

-- name: change-setting
-- Other fields of a setting, and other secrets when there are some.
UPDATE gateway_settings SET fields = fields || cast(:fields as jsonb), secrets = coalesce(cast(:secrets as bytea), secrets)
WHERE id = :id AND kind = :kind
RETURNING id, name, fields, created_at

-- name: setting-secrets
-- The encrypted keys of all providers, locked until they are encrypted again.
SELECT id, name, secrets FROM gateway_settings WHERE secrets IS NOT NULL ORDER BY id FOR UPDATE

-- name: reseal-setting
-- The same keys, encrypted with another key.
UPDATE gateway_settings SET secrets = :secrets WHERE id = :id

-- name: remove-setting
-- Removes a setting.
DELETE FROM gateway_settings WHERE id = :id AND kind = :kind RETURNING name

-- name: usage
-- What calls used and cost in a time, by one of their properties, the dearest first; days in their order.
WITH calls AS (
    SELECT m.*,
           CASE cast(:group AS text)
               WHEN 'day' THEN to_char(m.at AT TIME ZONE 'UTC', 'YYYY-MM-DD')
               WHEN 'model' THEN m.provider || '/' || m.model
               WHEN 'key' THEN cast(m.api_key_id AS text)
               WHEN 'agent' THEN cast(m.agent_id AS text)
               WHEN 'channel' THEN c.channel
               ELSE cast(m.conversation_id AS text)
           END AS grouped
    FROM model_calls m LEFT JOIN conversations c ON c.id = m.conversation_id AND cast(:group AS text) = 'channel'
    WHERE m.at >= :from AND m.at < :to
), sums AS (
    SELECT grouped, count(*) AS calls, count(*) FILTER (WHERE outcome NOT IN ('ok', 'cached')) AS failed,
           sum(input_tokens) AS input_tokens, sum(cached_tokens) AS cached_tokens,
           sum(cache_write_tokens) AS cache_write_tokens, sum(output_tokens) AS output_tokens,
           sum(reasoning_tokens) AS reasoning_tokens, coalesce(sum(cost_micro_usd), 0) AS cost_micro_usd,
           count(*) FILTER (WHERE cost_micro_usd IS NULL) AS unpriced
    FROM calls
    GROUP BY grouped
)
SELECT s.*, CASE cast(:group AS text)
                WHEN 'key' THEN (SELECT k.name FROM api_keys k WHERE cast(k.id AS text) = s.grouped)
                WHEN 'agent' THEN (SELECT a.name FROM agents a WHERE cast(a.id AS text) = s.grouped)
            END AS name
FROM sums s
ORDER BY CASE WHEN cast(:group AS text) = 'day' THEN s.grouped END, s.cost_micro_usd DESC, s.grouped
LIMIT 1000
