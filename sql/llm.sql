-- name: record-calls
-- Many calls at once, and what each key used this month by them, in one statement so that the two agree. What was set aside for a
-- call is released by the same statement. Keys are taken in their order: two replicas that add to the same ones must not wait for
-- each other.
WITH calls AS MATERIALIZED (
    SELECT *, cast(date_trunc('month', to_timestamp(at / 1000.0) AT TIME ZONE 'UTC') as date) AS month,
           trim_scale(pico_usd * 0.000001) AS cost
    FROM unnest(cast(:ids as uuid[]), cast(:ats as bigint[]), cast(:providers as text[]), cast(:models as text[]),
                cast(:purposes as text[]), cast(:conversations as uuid[]), cast(:agents as uuid[]), cast(:keys as uuid[]),
                cast(:inputs as bigint[]), cast(:outputs as bigint[]), cast(:cached as bigint[]), cast(:writes as bigint[]),
                cast(:reasons as bigint[]), cast(:estimates as boolean[]), cast(:costs as bigint[]),
                cast(:latencies as bigint[]), cast(:outcomes as text[]))
        AS t (id, at, provider, model, purpose, conversation_id, agent_id, api_key_id, input_tokens, output_tokens,
              cached_tokens, cache_write_tokens, reasoning_tokens, estimated, pico_usd, latency_ms, outcome)
), written AS (
    INSERT INTO model_calls (id, at, provider, model, purpose, conversation_id, agent_id, api_key_id, input_tokens,
                             output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, estimated, cost_micro_usd,
                             latency_ms, outcome)
    SELECT id, to_timestamp(at / 1000.0), provider, model, purpose, conversation_id, agent_id, api_key_id, input_tokens,
           output_tokens, cached_tokens, cache_write_tokens, reasoning_tokens, estimated, cost, latency_ms, outcome
    FROM calls
    ON CONFLICT (id) DO NOTHING
    RETURNING id
), closed AS (
    DELETE FROM open_calls o USING calls c WHERE o.id = c.id RETURNING o.id, o.held_micro_usd
)
INSERT INTO key_usage AS u (api_key_id, month, calls, input_tokens, output_tokens, cost_micro_usd, held_micro_usd)
SELECT api_key_id, month, count(*), sum(input_tokens), sum(output_tokens), coalesce(sum(cost), 0),
       coalesce(sum(closed.held_micro_usd), 0)
FROM calls JOIN written USING (id) LEFT JOIN closed USING (id)
WHERE api_key_id IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2
ON CONFLICT (api_key_id, month) DO UPDATE
SET calls = u.calls + excluded.calls,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd,
    held_micro_usd = greatest(0, u.held_micro_usd - excluded.held_micro_usd)

-- name: reserve-call
-- Sets aside the most that a call of a key can cost; no row when its budget does not allow it. The row of the key's month is locked
-- meanwhile, so that calls at the same moment on several replicas all count. Other months change only by calls that began then.
WITH budget AS (
    SELECT k.id, cast(date_trunc('month', to_timestamp(cast(:at as bigint) / 1000.0) AT TIME ZONE 'UTC') as date) AS month,
           coalesce(k.monthly_budget_micro_usd, 9223372036854775807) AS monthly,
           coalesce(k.total_budget_micro_usd, 9223372036854775807) - coalesce(
               (SELECT sum(o.cost_micro_usd + o.held_micro_usd) FROM key_usage o
                WHERE o.api_key_id = k.id
                  AND o.month <> cast(date_trunc('month', to_timestamp(cast(:at as bigint) / 1000.0) AT TIME ZONE 'UTC') as date)),
               0) AS total
    FROM api_keys k
    WHERE k.id = :key
), held AS (
    INSERT INTO key_usage AS u (api_key_id, month, calls, input_tokens, output_tokens, cost_micro_usd, held_micro_usd)
    SELECT id, month, 0, 0, 0, 0, cast(:most as bigint) FROM budget WHERE monthly > 0 AND total > 0
    ON CONFLICT (api_key_id, month) DO UPDATE SET held_micro_usd = u.held_micro_usd + excluded.held_micro_usd
    WHERE u.cost_micro_usd + u.held_micro_usd < (SELECT least(monthly, total) FROM budget)
    RETURNING api_key_id, month
)
INSERT INTO open_calls (id, at, until, api_key_id, month, provider, model, purpose, held_micro_usd)
SELECT cast(:id as uuid), to_timestamp(cast(:at as bigint) / 1000.0), now() + make_interval(secs => :seconds), api_key_id, month,
       :provider, :model, :purpose, cast(:most as bigint)
FROM held
RETURNING id

-- name: extend-open-call
-- A streamed call that still runs.
UPDATE open_calls SET until = now() + make_interval(secs => :seconds) WHERE id = :id

-- name: close-lost-calls
-- Calls whose process died: nobody knows what they used, so they have no cost, and what was set aside for them is released.
WITH lost AS (
    DELETE FROM open_calls
    WHERE id IN (SELECT id FROM open_calls WHERE until < now() FOR UPDATE SKIP LOCKED)
    RETURNING *
), written AS (
    INSERT INTO model_calls (id, at, provider, model, purpose, api_key_id, input_tokens, output_tokens, estimated, latency_ms,
                             outcome)
    SELECT id, at, provider, model, purpose, api_key_id, 0, 0, true, 0, 'unknown' FROM lost
), released AS (
    SELECT api_key_id, month, count(*) AS calls, sum(held_micro_usd) AS held FROM lost GROUP BY 1, 2 ORDER BY 1, 2
)
UPDATE key_usage u
SET calls = u.calls + r.calls, held_micro_usd = greatest(0, u.held_micro_usd - r.held)
FROM released r
WHERE u.api_key_id = r.api_key_id AND u.month = r.month

-- name: is-budget-spent
-- Whether a key spent its budget, without what is set aside for calls that run.
SELECT coalesce(sum(u.cost_micro_usd) >= k.total_budget_micro_usd, false)
       OR coalesce(sum(u.cost_micro_usd) FILTER (WHERE u.month = date_trunc('month', now() AT TIME ZONE 'UTC'))
                   >= k.monthly_budget_micro_usd, false)
       OR coalesce(k.total_budget_micro_usd = 0, false) OR coalesce(k.monthly_budget_micro_usd = 0, false) AS spent
FROM api_keys k LEFT JOIN key_usage u ON u.api_key_id = k.id
WHERE k.id = :key
GROUP BY k.id

-- name: reserve-answer
-- Sets aside the most that a call can cost; no row when today's budget does not allow it. The row is locked meanwhile, so that calls
-- at the same moment on several replicas all count. The day is the database's.
INSERT INTO answer_days AS d (day, micro_usd)
SELECT cast(now() AT TIME ZONE 'UTC' AS date), cast(:most AS bigint)
WHERE cast(:most AS bigint) <= cast(:budget AS bigint)
ON CONFLICT (day) DO UPDATE SET micro_usd = d.micro_usd + excluded.micro_usd
WHERE d.micro_usd + excluded.micro_usd <= cast(:budget AS bigint)
RETURNING cast(day AS text) AS day

-- name: settle-answer
-- What a call did cost takes the place of what was set aside for it; both count for the day on which it began.
INSERT INTO answer_days AS d (day, micro_usd)
VALUES (coalesce(cast(:day AS date), cast(now() AT TIME ZONE 'UTC' AS date)), greatest(0, cast(:pico AS bigint) * 0.000001))
ON CONFLICT (day) DO UPDATE SET micro_usd = greatest(0, d.micro_usd + cast(:pico AS bigint) * 0.000001)

-- name: note-budget-spent
-- The budget did not allow a call; a row when this is the first time today, of which other programs are told.
WITH noted AS (
    INSERT INTO answer_days AS d (day, spent_at) VALUES (cast(now() AT TIME ZONE 'UTC' AS date), now())
    ON CONFLICT (day) DO UPDATE SET spent_at = now() WHERE d.spent_at IS NULL
    RETURNING day
)
SELECT cast(day AS text) AS day,
       cast(tell_subscribers('budget.spent', NULL, NULL,
                             jsonb_build_object('day', day, 'limit_usd', cast(:limit AS bigint) / 1000000.0)) AS text) AS told
FROM noted

-- name: answer-day
-- Today, and what was spent of its budget.
SELECT cast(t.day AS text) AS day, cast(ceil(coalesce(d.micro_usd, 0)) AS bigint) AS micro_usd, d.spent_at
FROM (SELECT cast(now() AT TIME ZONE 'UTC' AS date) AS day) t LEFT JOIN answer_days d USING (day)

-- name: find-gateway-settings
-- All providers, aliases and prices that staff set, oldest first.
SELECT id, kind, name, fields, secrets FROM gateway_settings ORDER BY created_at, id

-- name: tell-key-refused
-- A provider refuses a key: tells the programs that want to know, once in an hour, whichever replica finds out.
WITH noted AS (
    INSERT INTO provider_notices AS n (provider) VALUES (:provider)
    ON CONFLICT (provider) DO UPDATE SET told_at = now() WHERE n.told_at < now() - interval '1 hour'
    RETURNING provider
)
SELECT cast(tell_subscribers('provider.key_refused', NULL, NULL, jsonb_build_object('provider', provider)) AS text) AS told
FROM noted

-- name: key-usage
-- What the calls of one key used and cost in a time, by day.
SELECT to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS grouped, cast(NULL AS text) AS name, count(*) AS calls,
       count(*) FILTER (WHERE outcome NOT IN ('ok', 'cached')) AS failed,
       sum(input_tokens) AS input_tokens, sum(cached_tokens) AS cached_tokens, sum(cache_write_tokens) AS cache_write_tokens,
       sum(output_tokens) AS output_tokens, sum(reasoning_tokens) AS reasoning_tokens,
       coalesce(sum(cost_micro_usd), 0) AS cost_micro_usd, count(*) FILTER (WHERE cost_micro_usd IS NULL) AS unpriced
FROM model_calls
WHERE api_key_id = :key AND at >= :from AND at < :to
GROUP BY 1
ORDER BY 1

-- name: keep-items
-- The items of an answer at /v1/responses, under the key that asked.
INSERT INTO response_items (id, api_key_id, item)
SELECT id, :key, item FROM unnest(cast(:ids as text[]), cast(:items as text[])) AS t (id, item)
ON CONFLICT (id) DO NOTHING

-- name: find-items
-- Those of these items that were kept for a key.
SELECT id, item FROM response_items WHERE api_key_id = :key AND id = ANY (cast(:ids as text[]))

-- name: prune-items
-- Items that were kept long enough, a bounded number at a time.
DELETE FROM response_items
WHERE id IN (SELECT id FROM response_items WHERE created_at < now() - make_interval(days => :days) ORDER BY created_at LIMIT :most)

-- name: reserve-tokens
-- Sets aside the tokens that a call of a key can use at most; no row when its limit does not allow it in this minute. A minute begins
-- with its first call. The row is locked meanwhile, so that calls at the same moment on several replicas all count.
INSERT INTO key_minutes AS m (api_key_id, since, used, held)
SELECT id, now(), 0, cast(:most AS bigint) FROM api_keys WHERE id = :key
ON CONFLICT (api_key_id) DO UPDATE
SET since = CASE WHEN m.since > now() - interval '1 minute' THEN m.since ELSE now() END,
    used = CASE WHEN m.since > now() - interval '1 minute' THEN m.used ELSE 0 END,
    held = CASE WHEN m.since > now() - interval '1 minute' THEN m.held ELSE 0 END + excluded.held
WHERE m.since <= now() - interval '1 minute' OR m.used + m.held < cast(:limit AS bigint)
RETURNING cast(since AS text) AS since

-- name: settle-tokens
-- What a call did use takes the place of what was set aside for it. In a later minute only what it used beyond that counts.
UPDATE key_minutes
SET used = used + CASE WHEN since = cast(:since AS timestamptz) THEN cast(:used AS bigint)
                       ELSE greatest(0, cast(:used AS bigint) - cast(:most AS bigint)) END,
    held = CASE WHEN since = cast(:since AS timestamptz) THEN greatest(0, held - cast(:most AS bigint)) ELSE held END
WHERE api_key_id = :key

-- name: token-minute
-- Whether a key used all its tokens of this minute, and how long the minute still is.
SELECT used >= cast(:limit AS bigint) AND since > now() - interval '1 minute' AS spent,
       cast(greatest(1, extract(epoch FROM since + interval '1 minute' - now()) * 1000) AS bigint) AS millis
FROM key_minutes
WHERE api_key_id = :key
