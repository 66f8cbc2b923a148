package handcar.channel.inbound;

import module java.base;

import handcar.chat.Conversations;
import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.json.JsonView;

/// News about something that has not come yet: providers do not keep the order. It waits a day for what it is about.
public final class OutOfOrderEvents {
    private final Conversations conversations;

    /// A message that has just come.
    record Awaited(ThreadMap.Key key, String id, UUID conversation) {}

    OutOfOrderEvents(Conversations conversations) {
        this.conversations = conversations;
    }

    /// Keeps it; of several of a kind the latest.
    static void keep(
            Db tx,
            String channel,
            String account,
            String id,
            String kind,
            Map<String, ?> data,
            Instant at) {
        tx.named("channel.keep-early")
                .with("channel", channel)
                .with("account", account)
                .with("external_id", id)
                .with("kind", kind)
                .with("data", Jsonb.of(data))
                .with("at", at)
                .change();
    }

    /// Changes and deletions that came before the messages they are about.
    void overtake(Tx tx, List<Awaited> come) {
        if (come.isEmpty()) {
            return;
        }
        Map<List<String>, UUID> conversationOf = new HashMap<>();
        come.forEach(
                each ->
                        conversationOf.put(
                                List.of(each.key().channel(), each.key().account(), each.id()),
                                each.conversation()));
        tx.named("channel.early-changes")
                .with("channels", ColumnArrays.whole(come, each -> each.key().channel()))
                .with("accounts", ColumnArrays.whole(come, each -> each.key().account()))
                .with("external_ids", ColumnArrays.whole(come, Awaited::id))
                .list(Change::of)
                .forEach(
                        change ->
                                Optional.ofNullable(conversationOf.get(change.name()))
                                        .ifPresent(id -> apply(tx, id, change)));
    }

    private record Change(List<String> name, String kind, Optional<String> text, Instant at) {
        static Change of(Row row) {
            return new Change(
                    List.of(row.text("channel"), row.text("account"), row.text("external_id")),
                    row.text("kind"),
                    new JsonView(row.object("data")).text("text"),
                    row.instant("at"));
        }
    }

    private void apply(Tx tx, UUID conversation, Change change) {
        String id = change.name().getLast();
        if (change.kind().equals("deletion")) {
            conversations.erase(tx, conversation, id, change.at());
        } else {
            change.text()
                    .ifPresent(text -> conversations.edit(tx, conversation, id, text, change.at()));
        }
    }
}
