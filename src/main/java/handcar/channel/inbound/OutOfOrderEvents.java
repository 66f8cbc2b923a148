package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChangeSide;
import handcar.channel.inbound.ThreadStore.KnownThread;
import handcar.chat.Author;
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

    /// In the place of a thread: nobody tells in which one it was.
    static final String ANY = "";

    private final Conversations conversations;

    OutOfOrderEvents(Conversations conversations) {
        this.conversations = conversations;
    }

    /// Keeps an edit, or a deletion when there is no text; the latest of each for a message and a thread.
    ///
    /// @param thread in which it was told, or [#ANY]
    static void keep(
            Db tx,
            ThreadMap.Key thread,
            String id,
            ChangeSide by,
            Optional<String> edit,
            Instant at) {
        Map<String, Object> data = new HashMap<>(Map.of("by", by.name()));
        edit.ifPresent(text -> data.put("text", text));
        tx.named("channel.keep-early")
                .with("channel", thread.channel())
                .with("account", thread.account())
                .with("external_id", id)
                .with("kind", edit.isPresent() ? EDIT : "deletion")
                .with("thread", thread.thread())
                .with("data", Jsonb.of(data))
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
        List<EarlyChange> changes =
                tx.named("channel.early-changes")
                        .with(
                                "channels",
                                ColumnArrays.whole(messages, each -> each.key().channel()))
                        .with(
                                "accounts",
                                ColumnArrays.whole(messages, each -> each.key().account()))
                        .with("external_ids", ColumnArrays.whole(messages, Stored::id))
                        .list(EarlyChange::of);
        if (changes.isEmpty()) {
            return;
        }
        Map<ThreadMap.Key, KnownThread> threads =
                ThreadStore.known(tx, changes.stream().map(EarlyChange::key).distinct().toList());
        for (EarlyChange change : changes) {
            Optional.ofNullable(conversationOf.get(change.name()))
                    .filter(id -> change.isOf(id, threads))
                    .ifPresent(id -> apply(tx, id, change));
        }
    }

    private static List<String> name(Stored each) {
        return List.of(each.key().channel(), each.key().account(), each.id());
    }

    /// @param key of the thread that it was told in
    private record EarlyChange(
            ThreadMap.Key key,
            String id,
            boolean isEdit,
            ChangeSide by,
            Optional<String> text,
            Instant at) {
        static EarlyChange of(Row row) {
            JsonView data = new JsonView(row.object("data"));
            return new EarlyChange(
                    new ThreadMap.Key(row.text("channel"), row.text("account"), row.text("thread")),
                    row.text("external_id"),
                    row.text("kind").equals(EDIT),
                    data.text("by").map(ChangeSide::valueOf).orElse(ChangeSide.UNNAMED),
                    data.text("text"),
                    row.instant("at"));
        }

        List<String> name() {
            return List.of(key.channel(), key.account(), id);
        }

        /// Whether it was told in the conversation, which may have several threads.
        boolean isOf(UUID conversation, Map<ThreadMap.Key, KnownThread> threads) {
            return key.thread().equals(ANY)
                    || Optional.ofNullable(threads.get(key))
                            .map(KnownThread::conversation)
                            .filter(conversation::equals)
                            .isPresent();
        }
    }

    private void apply(Tx tx, UUID conversation, EarlyChange change) {
        List<Author> authors = change.by().authors();
        if (change.isEdit()) {
            change.text()
                    .ifPresent(
                            text ->
                                    conversations.edit(
                                            tx,
                                            conversation,
                                            new MessageRevision(
                                                    change.id(),
                                                    authors,
                                                    text,
                                                    Optional.empty(),
                                                    List.of(),
                                                    List.of(),
                                                    change.at(),
                                                    false)));
        } else {
            conversations.erase(tx, conversation, change.id(), authors, change.at());
        }
    }
}
