DROP TABLE login_failures, one_time_codes;
ALTER TABLE sessions DROP COLUMN browser;
