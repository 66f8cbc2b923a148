ALTER TABLE answer_days ALTER COLUMN micro_usd TYPE bigint USING ceil(micro_usd);
ALTER TABLE key_usage ALTER COLUMN cost_micro_usd TYPE bigint USING ceil(cost_micro_usd);
ALTER TABLE model_calls ALTER COLUMN cost_micro_usd TYPE bigint USING ceil(cost_micro_usd);
