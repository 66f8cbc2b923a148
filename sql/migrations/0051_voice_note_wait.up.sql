-- When the customer was last told that a voice note takes a moment.
ALTER TABLE conversations ADD COLUMN told_voice_wait_at timestamptz;
