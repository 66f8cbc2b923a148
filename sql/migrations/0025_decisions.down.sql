ALTER TABLE channel_threads DROP COLUMN told;
ALTER TABLE conversations DROP COLUMN decided_at;
