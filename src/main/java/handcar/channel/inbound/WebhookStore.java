package handcar.channel.inbound;

import module java.base;

import handcar.db.ColumnArrays;
import handcar.db.Database;
import handcar.db.Db;
import handcar.json.Json;
import handcar.problem.Cursor;

/// The rows of `webhook_events`.
final class WebhookStore {
    private final Database db;

    /// Which webhooks a list shows.
    record Filter(Optional<String> kind, Optional<String> accountRow, Optional<String> type) {}

    WebhookStore(Database db) {
        this.db = db;
    }

    /// Stores the webhooks that are new and returns their ids.
    Set<UUID> store(Db tx, List<ReceivedWebhook> webhooks) {
        return Set.copyOf(
                tx.named("channel.keep-events")
                        .with("ids", ColumnArrays.whole(webhooks, ReceivedWebhook::id))
                        .with("kinds", ColumnArrays.whole(webhooks, each -> each.account().kind()))
                        .with(
                                "account_rows",
                                ColumnArrays.whole(webhooks, each -> each.account().rowId()))
                        .with("event_ids", ColumnArrays.whole(webhooks, ReceivedWebhook::eventId))
                        .with("events", ColumnArrays.whole(webhooks, ReceivedWebhook::event))
                        .with(
                                "heads",
                                ColumnArrays.whole(webhooks, each -> Json.text(each.headers())))
                        .with("bodies", ColumnArrays.whole(webhooks, ReceivedWebhook::body))
                        .with(
                                "found",
                                ColumnArrays.whole(webhooks, each -> Json.text(each.found())))
                        .with(
                                "reasons",
                                ColumnArrays.whole(webhooks, each -> Json.text(each.reasons())))
                        .list(row -> row.uuid("id")));
    }

    /// Something that a stored webhook holds is not used.
    void addReason(Db tx, UUID id, SkipReason reason) {
        tx.named("channel.add-reason").with("id", id).with("reason", reason.name()).change();
    }

    List<WebhookLogEntry> page(Filter filter, Optional<Cursor> before, int limit) {
        return db.named("channel.events")
                .with("kind", filter.kind())
                .with("account_row", filter.accountRow())
                .with("type", filter.type())
                .with("before", before.map(Cursor::at))
                .with("before_id", before.map(Cursor::id))
                .with("limit", limit)
                .list(WebhookLogEntry::of);
    }

    /// The webhook with its body.
    Optional<WebhookLogEntry> find(UUID id) {
        return db.named("channel.event").with("id", id).first(WebhookLogEntry::of);
    }

    void replayed(Db tx, UUID id) {
        tx.named("channel.replayed").with("id", id).change();
    }
}
