-- Programs of other people that are told what happens here.

CREATE TABLE subscriptions (
    id              uuid PRIMARY KEY,
    name            text NOT NULL DEFAULT '',
    url             text NOT NULL,
    types           text[] NOT NULL,
    -- the signing key and the one before it, sealed
    secrets         bytea NOT NULL,
    -- until when the former key signs as well
    former_until    timestamptz,
    enabled         boolean NOT NULL DEFAULT false,
    -- since when nothing was accepted any more; null while all is well
    failing_since   timestamptz,
    disabled_reason text,
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now()
);

-- What happened, for those who want to know. Written by triggers, in the transaction in which it happened, and only while
-- somebody wants to know.
CREATE TABLE outgoing_events (
    id              uuid PRIMARY KEY,
    type            text NOT NULL,
    conversation_id uuid NOT NULL REFERENCES conversations ON DELETE CASCADE,
    message_id      uuid,
    details         jsonb NOT NULL DEFAULT '{}',
    -- as it was told first: every later try says the same
    payload         text,
    created_at      timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX outgoing_events_conversation ON outgoing_events (conversation_id);
CREATE INDEX outgoing_events_age ON outgoing_events (created_at);

-- One event for one subscription.
CREATE TABLE event_posts (
    subscription_id uuid NOT NULL REFERENCES subscriptions ON DELETE CASCADE,
    event_id        uuid NOT NULL REFERENCES outgoing_events ON DELETE CASCADE,
    state           text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'accepted', 'failed')),
    attempt         int NOT NULL DEFAULT 0,
    -- the last ones: when, how it ended, how long it took
    tries           jsonb NOT NULL DEFAULT '[]',
    created_at      timestamptz NOT NULL DEFAULT now(),
    updated_at      timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (subscription_id, event_id)
);
CREATE INDEX event_posts_newest ON event_posts (subscription_id, created_at DESC, event_id DESC);
CREATE INDEX event_posts_event ON event_posts (event_id);

-- Writes an event, what each subscription is owed of it, and the jobs that pay it; costs a look at a table of a few rows
-- when nobody wants to know. The bell is rung as by nobody, so that every process hears it, this one too.
CREATE FUNCTION tell_subscribers(what text, about_conversation uuid, about_message uuid, more jsonb) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    event uuid;
BEGIN
    IF NOT EXISTS (SELECT 1 FROM subscriptions s WHERE s.enabled AND what = ANY (s.types)) THEN
        RETURN;
    END IF;
    event := gen_random_uuid();
    INSERT INTO outgoing_events (id, type, conversation_id, message_id, details)
    VALUES (event, what, about_conversation, about_message, more);
    INSERT INTO event_posts (subscription_id, event_id)
    SELECT s.id, event FROM subscriptions s WHERE s.enabled AND what = ANY (s.types);
    INSERT INTO jobs (id, kind, subject, payload, due_at, max_attempts)
    SELECT gen_random_uuid(), 'event.post', p.subscription_id || '/' || event,
           jsonb_build_object('subscription', p.subscription_id, 'event', event), now(), 8
    FROM event_posts p WHERE p.event_id = event;
    PERFORM pg_notify('handcar', '0 jobs:event.post');
END
$$;

CREATE FUNCTION tell_of_message() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_subscribers(
        CASE WHEN TG_OP = 'INSERT' THEN 'message.created' ELSE 'message.updated' END,
        NEW.conversation_id, NEW.id, '{}');
    RETURN NULL;
END
$$;

CREATE FUNCTION tell_of_conversation() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        PERFORM tell_subscribers('conversation.created', NEW.id, NULL, '{}');
        RETURN NULL;
    END IF;
    PERFORM tell_subscribers('conversation.status_changed', NEW.id, NULL,
        jsonb_build_object('from', OLD.status, 'to', NEW.status));
    IF NEW.status = 'needs_human' THEN
        PERFORM tell_subscribers('handoff.requested', NEW.id, NULL, jsonb_build_object('reason', NEW.handoff_reason));
    END IF;
    RETURN NULL;
END
$$;

CREATE FUNCTION tell_of_delivery() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM tell_subscribers('delivery.failed', NEW.conversation_id, NEW.message_id, jsonb_build_object(
        'id', NEW.id, 'part', NEW.part, 'parts', NEW.parts, 'state', NEW.state, 'error', NEW.error,
        'channel', NEW.channel, 'account', NEW.account));
    RETURN NULL;
END
$$;

CREATE TRIGGER message_said AFTER INSERT ON messages
    FOR EACH ROW WHEN (NOT NEW.private) EXECUTE FUNCTION tell_of_message();
CREATE TRIGGER message_changed AFTER UPDATE OF edited_at, deleted_at ON messages
    FOR EACH ROW WHEN (NOT NEW.private AND (NEW.edited_at IS DISTINCT FROM OLD.edited_at
                                            OR NEW.deleted_at IS DISTINCT FROM OLD.deleted_at))
    EXECUTE FUNCTION tell_of_message();
CREATE TRIGGER conversation_began AFTER INSERT ON conversations
    FOR EACH ROW EXECUTE FUNCTION tell_of_conversation();
CREATE TRIGGER conversation_turned AFTER UPDATE OF status ON conversations
    FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION tell_of_conversation();
CREATE TRIGGER delivery_failed AFTER UPDATE OF state ON deliveries
    FOR EACH ROW WHEN (NEW.state IN ('refused', 'dead') AND NEW.state IS DISTINCT FROM OLD.state)
    EXECUTE FUNCTION tell_of_delivery();
