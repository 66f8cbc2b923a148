-- News from a provider's own inbox may be older than what was decided here, or be our own telling of it.
ALTER TABLE conversations
    -- when it was last decided here who has the conversation
    ADD COLUMN decided_at timestamptz;
ALTER TABLE channel_threads
    -- when the provider was last told each status by us
    ADD COLUMN told jsonb NOT NULL DEFAULT '{}';
