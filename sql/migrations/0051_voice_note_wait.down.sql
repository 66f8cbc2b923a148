ALTER TABLE conversations DROP COLUMN told_voice_wait_at;
