DROP FUNCTION audit_hash;
DROP TABLE audit_logs;
DROP TABLE api_keys;
DROP TABLE login_tries;
DROP TABLE refresh_tokens;
DROP TABLE sessions;
DROP TABLE users;
