package handcar.webhooks;

import module java.base;

import handcar.db.Database;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.http.PathParams;
import handcar.jobs.Job;
import handcar.jobs.JobQueue;
import handcar.jobs.JobRequest;
import handcar.problem.Cursor;

/// The events to deliver to subscriptions, and the results.
final class WebhookDeliveries {
    /// The kind of the delivery job; the triggers of migration 11 write such jobs.
    static final String JOB = "event.post";

    private final Database db;
    private final JobQueue jobs;

    WebhookDeliveries(Database db, JobQueue jobs) {
        this.db = db;
        this.jobs = jobs;
    }

    /// An event to deliver to a subscription.
    ///
    /// @param payload the body of an earlier attempt
    record WebhookEvent(
            UUID subscription,
            UUID id,
            String type,
            Optional<UUID> conversation,
            Optional<UUID> message,
            Map<String, Object> details,
            Instant at,
            Optional<String> payload) {}

    /// A delivery as staff see it.
    record DeliveryLogEntry(
            UUID event,
            String type,
            Optional<UUID> conversation,
            Optional<UUID> message,
            String state,
            int attempt,
            List<Object> tries,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> dueAt) {
        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("event_id", event.toString());
            json.put("type", type);
            json.put("conversation_id", conversation.map(UUID::toString).orElse(null));
            json.put("message_id", message.map(UUID::toString).orElse(null));
            json.put("state", state);
            json.put("attempts", attempt);
            json.put("tries", tries);
            json.put("created_at", createdAt.toString());
            json.put("updated_at", updatedAt.toString());
            json.put("next_try_at", dueAt.map(Instant::toString).orElse(null));
            return json;
        }
    }

    /// The delivery that a job is about.
    record DeliveryKey(UUID subscription, UUID event) {
        String subject() {
            return subscription + "/" + event;
        }
    }

    static Optional<DeliveryKey> named(Job job) {
        Optional<UUID> subscription =
                job.payload().text("subscription").flatMap(PathParams::findUuid);
        Optional<UUID> event = job.payload().text("event").flatMap(PathParams::findUuid);
        return subscription.flatMap(one -> event.map(other -> new DeliveryKey(one, other)));
    }

    Optional<WebhookEvent> find(DeliveryKey key) {
        return db.named("webhooks.find-delivery")
                .with("subscription", key.subscription())
                .with("event", key.event())
                .first(row -> event(key.subscription(), row));
    }

    /// Composes the body and stores it, so that every attempt sends the same; empty when its conversation is gone.
    Optional<String> compose(WebhookEvent event, WebhookPayloads payloads) {
        return payloads.compose(event)
                .flatMap(
                        text ->
                                db.named("webhooks.keep-payload")
                                        .with("event", event.id())
                                        .with("payload", text)
                                        .first(row -> row.text("payload")));
    }

    void endTry(Tx tx, WebhookEvent event, String state, Optional<String> error, long millis) {
        Map<String, Object> end = new HashMap<>();
        end.put("at", Instant.now().toString());
        end.put("error", error.orElse(null));
        end.put("milliseconds", millis);
        tx.named("webhooks.end-try")
                .with("subscription", event.subscription())
                .with("event", event.id())
                .with("state", state)
                .with("try", Jsonb.of(List.of(end)))
                .change();
    }

    void forgetOld(Tx tx) {
        tx.named("webhooks.forget-events").change();
    }

    List<DeliveryLogEntry> page(
            UUID subscription, Optional<String> state, Optional<Cursor> before, int limit) {
        return db.named("webhooks.deliveries")
                .with("subscription", subscription)
                .with("state", state)
                .with("before", before.map(Cursor::at))
                .with("before_id", before.map(Cursor::id))
                .with("limit", limit)
                .list(WebhookDeliveries::post);
    }

    /// Delivers an event again, with all attempts; false when the subscription has no such event.
    boolean again(Tx tx, DeliveryKey name) {
        boolean there =
                tx.named("webhooks.send-again")
                        .with("subscription", name.subscription())
                        .with("event", name.event())
                        .first(row -> true)
                        .orElse(false);
        if (there) {
            jobs.enqueue(
                    tx,
                    JobRequest.of(JOB)
                            .about(name.subject())
                            .with(
                                    Map.of(
                                            "subscription",
                                            name.subscription().toString(),
                                            "event",
                                            name.event().toString()))
                            .tries(WebhookDeliveryJob.RETRIES.attempts()));
        }
        return there;
    }

    private static WebhookEvent event(UUID subscription, Row row) {
        return new WebhookEvent(
                subscription,
                row.uuid("id"),
                row.text("type"),
                row.findUuid("conversation_id"),
                row.findUuid("message_id"),
                row.object("details"),
                row.instant("created_at"),
                row.findText("payload"));
    }

    private static DeliveryLogEntry post(Row row) {
        return new DeliveryLogEntry(
                row.uuid("id"),
                row.text("type"),
                row.findUuid("conversation_id"),
                row.findUuid("message_id"),
                row.text("state"),
                row.integer("attempt"),
                row.array("tries"),
                row.instant("created_at"),
                row.instant("updated_at"),
                row.findInstant("due_at"));
    }
}
