package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.db.ColumnArrays;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Row;
import handcar.db.UuidV7;
import handcar.json.Json;
import handcar.problem.Cursor;
import handcar.text.TextSanitizer;

/// The rows of `webhook_events`.
final class WebhookStore {
    private final Database db;

    /// An event as it is kept; the body only when it was asked for alone.
    record Kept(
            UUID id,
            String kind,
            String door,
            String name,
            String event,
            Map<String, Object> head,
            Optional<String> body,
            long bytes,
            Map<String, Object> found,
            Instant receivedAt,
            Optional<Instant> replayedAt) {

        static Kept of(Row row) {
            return kept(row, Optional.empty());
        }

        static Kept whole(Row row) {
            return kept(row, Optional.of(row.text("body")));
        }

        private static Kept kept(Row row, Optional<String> body) {
            return new Kept(
                    row.uuid("id"),
                    row.text("kind"),
                    row.text("door"),
                    row.text("event_id"),
                    row.text("event"),
                    row.object("headers"),
                    body,
                    row.number("bytes"),
                    row.object("found"),
                    row.instant("received_at"),
                    row.findInstant("replayed_at"));
        }

        /// The binding it came through; empty for the environment's account.
        Optional<UUID> binding() {
            return door.isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(door));
        }

        Map<String, Object> json() {
            Map<String, Object> json = new HashMap<>();
            json.put("id", id.toString());
            json.put("kind", kind);
            json.put("channel_id", door.isEmpty() ? null : door);
            json.put("event_id", name);
            json.put("event", event);
            json.put("headers", head);
            json.put("bytes", bytes);
            json.put("found", found);
            json.put("received_at", receivedAt.toString());
            json.put("replayed_at", replayedAt.map(Instant::toString).orElse(null));
            body.ifPresent(text -> json.put("body", text));
            return json;
        }
    }

    /// Which events are asked for.
    record Filter(Optional<String> kind, Optional<String> door, Optional<String> type) {}

    WebhookStore(Database db) {
        this.db = db;
    }

    /// An event about to be kept.
    static ReceivedWebhook event(
            ChannelAccount account,
            String name,
            String event,
            Map<String, Object> head,
            String body,
            List<InboundEvent> news) {
        return new ReceivedWebhook(
                UuidV7.next(),
                account,
                TextSanitizer.cleaned(name),
                TextSanitizer.cleaned(event),
                head,
                TextSanitizer.cleaned(body),
                news);
    }

    /// Keeps those that are new; their ids.
    Set<UUID> keep(Db tx, List<ReceivedWebhook> events) {
        return tx
                .named("channel.keep-events")
                .with("ids", ColumnArrays.whole(events, ReceivedWebhook::id))
                .with("kinds", ColumnArrays.whole(events, event -> event.account().kind()))
                .with("doors", ColumnArrays.whole(events, event -> event.account().door()))
                .with("event_ids", ColumnArrays.whole(events, ReceivedWebhook::name))
                .with("events", ColumnArrays.whole(events, ReceivedWebhook::event))
                .with("heads", ColumnArrays.whole(events, event -> Json.text(event.head())))
                .with("bodies", ColumnArrays.whole(events, ReceivedWebhook::body))
                .with("found", ColumnArrays.whole(events, event -> Json.text(event.found())))
                .list(row -> row.uuid("id"))
                .stream()
                .collect(Collectors.toSet());
    }

    List<Kept> page(Filter filter, Optional<Cursor> before, int limit) {
        return db.named("channel.events")
                .with("kind", filter.kind().orElse(null))
                .with("door", filter.door().orElse(null))
                .with("type", filter.type().orElse(null))
                .with("before", before.map(Cursor::at).orElse(null))
                .with("before_id", before.map(Cursor::id).orElse(null))
                .with("limit", limit)
                .list(Kept::of);
    }

    Optional<Kept> find(UUID id) {
        return db.named("channel.event").with("id", id).first(Kept::whole);
    }

    void replayed(Db tx, UUID id) {
        tx.named("channel.replayed").with("id", id).change();
    }
}
