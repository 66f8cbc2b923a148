DROP TABLE open_calls;
ALTER TABLE key_usage DROP COLUMN held_micro_usd;
ALTER TABLE model_calls DROP COLUMN cached_tokens, DROP COLUMN cache_write_tokens, DROP COLUMN reasoning_tokens;
