-- name: record-calls
-- Many calls at once, and what each key used this month by them, in one statement so that the two agree. Keys are taken
-- in their order: two replicas that add to the same ones must not wait for each other.
WITH calls AS MATERIALIZED (
    SELECT *
    FROM unnest(cast(:ids as uuid[]), cast(:ats as bigint[]), cast(:providers as text[]), cast(:models as text[]),
                cast(:purposes as text[]), cast(:conversations as uuid[]), cast(:agents as uuid[]), cast(:keys as uuid[]),
                cast(:inputs as bigint[]), cast(:outputs as bigint[]), cast(:estimates as boolean[]),
                cast(:costs as bigint[]), cast(:latencies as bigint[]), cast(:outcomes as text[]))
        AS t (id, at, provider, model, purpose, conversation_id, agent_id, api_key_id, input_tokens, output_tokens,
              estimated, cost, latency_ms, outcome)
), written AS (
    INSERT INTO model_calls (id, at, provider, model, purpose, conversation_id, agent_id, api_key_id, input_tokens,
                             output_tokens, estimated, cost_micro_usd, latency_ms, outcome)
    SELECT id, to_timestamp(at / 1000.0), provider, model, purpose, conversation_id, agent_id, api_key_id, input_tokens,
           output_tokens, estimated, cost, latency_ms, outcome
    FROM calls
)
INSERT INTO key_usage AS u (api_key_id, month, calls, input_tokens, output_tokens, cost_micro_usd)
SELECT api_key_id, cast(date_trunc('month', to_timestamp(at / 1000.0) AT TIME ZONE 'UTC') as date), count(*),
       sum(input_tokens), sum(output_tokens), coalesce(sum(cost), 0)
FROM calls
WHERE api_key_id IS NOT NULL
GROUP BY 1, 2
ORDER BY 1, 2
ON CONFLICT (api_key_id, month) DO UPDATE
SET calls = u.calls + excluded.calls,
    input_tokens = u.input_tokens + excluded.input_tokens,
    output_tokens = u.output_tokens + excluded.output_tokens,
    cost_micro_usd = u.cost_micro_usd + excluded.cost_micro_usd

-- name: find-spending
-- What a key spent this month and ever, by whatever replica.
SELECT coalesce(sum(cost_micro_usd), 0) AS ever,
       coalesce(sum(cost_micro_usd) FILTER (WHERE month = date_trunc('month', now() AT TIME ZONE 'UTC')), 0) AS this_month
FROM key_usage
WHERE api_key_id = :key
