DROP TABLE login_rules;
DROP TABLE recovery_codes;
ALTER TABLE users DROP COLUMN totp_step, DROP COLUMN totp_at, DROP COLUMN totp_secret;
