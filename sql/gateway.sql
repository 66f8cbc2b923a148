-- name: record-call
-- One row per call of a provider, also of those that failed.
INSERT INTO model_calls (id, at, provider, model, purpose, conversation_id, agent_id, input_tokens, output_tokens,
                         estimated, cost_micro_usd, latency_ms, outcome)
VALUES (:id, :at, :provider, :model, :purpose, cast(:conversation as uuid), cast(:agent as uuid), :input_tokens,
        :output_tokens, :estimated, cast(:cost as bigint), :latency_ms, :outcome)
