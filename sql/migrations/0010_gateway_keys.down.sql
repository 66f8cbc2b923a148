DROP TABLE key_usage;
ALTER TABLE model_calls DROP COLUMN api_key_id;
ALTER TABLE api_keys
    DROP COLUMN requests_per_minute,
    DROP COLUMN monthly_budget_micro_usd,
    DROP COLUMN total_budget_micro_usd;
