package handcar.channel.inbound;

import module java.base;

import handcar.chat.Conversations;
import handcar.chat.MessageRevision;
import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.json.JsonView;

/// Edits and deletions that came before their message, since providers do not keep the order. They wait a day for it.
public final class OutOfOrderEvents {
    private static final String EDIT = "edit";

    private final Conversations conversations;

    OutOfOrderEvents(Conversations conversations) {
        this.conversations = conversations;
    }

    /// Keeps an edit, or a deletion when there is no text; the latest of each for a message.
    static void keep(Db tx, ThreadMap.Key thread, String id, Optional<String> edit, Instant at) {
        tx.named("channel.keep-early")
                .with("channel", thread.channel())
                .with("account", thread.account())
                .with("external_id", id)
                .with("kind", edit.isPresent() ? EDIT : "deletion")
                .with("data", Jsonb.of(edit.map(text -> Map.of("text", text)).orElse(Map.of())))
                .with("at", at)
                .change();
    }

    /// A message that was stored just now.
    record Stored(ThreadMap.Key key, String id) {}

    /// Applies what waits for messages, whose conversations are given.
    void apply(Tx tx, Map<Stored, UUID> stored) {
        if (stored.isEmpty()) {
            return;
        }
        List<Stored> messages = List.copyOf(stored.keySet());
        Map<List<String>, UUID> conversationOf = new HashMap<>();
        stored.forEach((each, conversation) -> conversationOf.put(name(each), conversation));
        tx.named("channel.early-changes")
                .with("channels", ColumnArrays.whole(messages, each -> each.key().channel()))
                .with("accounts", ColumnArrays.whole(messages, each -> each.key().account()))
                .with("external_ids", ColumnArrays.whole(messages, Stored::id))
                .list(EarlyChange::of)
                .forEach(
                        change ->
                                Optional.ofNullable(conversationOf.get(change.name()))
                                        .ifPresent(id -> apply(tx, id, change)));
    }

    private static List<String> name(Stored each) {
        return List.of(each.key().channel(), each.key().account(), each.id());
    }

    /// @param name channel, account, and the provider's id of the message
    private record EarlyChange(
            List<String> name, boolean isEdit, Optional<String> text, Instant at) {
        static EarlyChange of(Row row) {
            return new EarlyChange(
                    List.of(row.text("channel"), row.text("account"), row.text("external_id")),
                    row.text("kind").equals(EDIT),
                    new JsonView(row.object("data")).text("text"),
                    row.instant("at"));
        }
    }

    private void apply(Tx tx, UUID conversation, EarlyChange change) {
        String id = change.name().getLast();
        if (change.isEdit()) {
            change.text()
                    .ifPresent(
                            text ->
                                    conversations.edit(
                                            tx,
                                            conversation,
                                            new MessageRevision(
                                                    id,
                                                    text,
                                                    Optional.empty(),
                                                    List.of(),
                                                    change.at(),
                                                    false)));
        } else {
            conversations.erase(tx, conversation, id, change.at());
        }
    }
}
