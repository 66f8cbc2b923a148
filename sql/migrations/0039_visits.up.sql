-- Which conversations their visitors may go on with, by the tokens in their browsers. A closed one has ended; opening it again
-- renews it.
CREATE TABLE visitor_access (
    conversation_id uuid PRIMARY KEY REFERENCES conversations ON DELETE CASCADE,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz
);
INSERT INTO visitor_access (conversation_id, expires_at, ended_at)
SELECT id, now() + interval '30 days', CASE WHEN status = 'closed' THEN now() END
FROM conversations WHERE channel = 'web';

-- Whatever closes a conversation or opens it again.
CREATE FUNCTION turn_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE visitor_access SET ended_at = CASE WHEN NEW.status = 'closed' THEN now() END
    WHERE conversation_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER conversation_visit AFTER UPDATE OF status ON conversations
    FOR EACH ROW WHEN ((NEW.status = 'closed') <> (OLD.status = 'closed')) EXECUTE FUNCTION turn_visit();

-- Open streams end on every replica; the number before the topic is nobody's, so that no process takes it for its own.
CREATE FUNCTION ring_visit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify('handcar', '0 visit:' || OLD.conversation_id);
    RETURN NULL;
END
$$;
CREATE TRIGGER visit_ended AFTER UPDATE OF ended_at ON visitor_access
    FOR EACH ROW WHEN (OLD.ended_at IS NULL AND NEW.ended_at IS NOT NULL) EXECUTE FUNCTION ring_visit();
CREATE TRIGGER visit_erased AFTER DELETE ON visitor_access
    FOR EACH ROW EXECUTE FUNCTION ring_visit();
