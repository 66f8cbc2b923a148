ALTER TABLE api_keys DROP COLUMN allowed_models, DROP COLUMN tokens_per_minute, DROP COLUMN cache_seconds;
DROP TABLE gateway_settings;
