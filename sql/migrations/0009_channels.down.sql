DROP FUNCTION arrive(uuid[], uuid[], text[], text[], text[]);
DROP TABLE early_news, deliveries, channel_threads, webhook_events;
ALTER TABLE messages DROP COLUMN attachments, DROP COLUMN edited_at, DROP COLUMN deleted_at;
