package handcar.channel.outbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.StaffMirror;
import handcar.channel.outbound.DeliveryReceipts.ReceiptUpdate;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.json.JsonView;
import handcar.problem.Cursor;

/// The rows of the outbox.
final class DeliveryStore {
    /// More lost sendings than one account can have in flight.
    private static final int MOST_LOST = 200;

    private final Database db;

    /// Where the customer of a conversation is.
    record Place(String account, String thread, JsonView address, Optional<UUID> binding) {}

    /// A conversation that is held.
    record Held(UUID id, long epoch, Optional<String> subject) {
        static Held of(Row row) {
            return new Held(row.uuid("id"), row.number("epoch"), row.findText("subject"));
        }
    }

    /// The first waiting part of a conversation, and where it goes.
    record First(
            Delivery delivery,
            String thread,
            JsonView address,
            Optional<UUID> binding,
            Optional<Instant> lastInbound) {
        static First of(Row row) {
            Delivery delivery = Delivery.of(row);
            return new First(
                    delivery,
                    row.findText("known_thread").orElse(delivery.thread()),
                    new JsonView(row.findObject("address").orElseGet(Map::of)),
                    row.findUuid("binding"),
                    row.findInstant("last_inbound_at"));
        }
    }

    /// How much of what the bot wrote before somebody stepped in waits, and how much may be on its way.
    record Overtaken(long waiting, long flying) {}

    /// A message on one channel.
    record OnChannel(UUID conversationId, UUID messageId, String channel) {}

    /// Which rows staff want to see.
    record Filter(
            Optional<Delivery.State> state,
            Optional<String> channel,
            Optional<UUID> conversation) {}

    DeliveryStore(Database db) {
        this.db = db;
    }

    Optional<Place> threadOf(Db tx, UUID conversation, String channel) {
        return tx.named("channel.thread-of")
                .with("conversation_id", conversation)
                .with("channel", channel)
                .first(
                        row ->
                                new Place(
                                        row.text("account"),
                                        row.text("thread"),
                                        new JsonView(row.object("address")),
                                        row.findUuid("binding")));
    }

    void beginThread(Tx tx, Delivery delivery, String thread) {
        at(tx, "channel.begin-thread", delivery.channel(), delivery.account())
                .with("thread", thread)
                .with("conversation_id", delivery.conversationId())
                .change();
    }

    void add(Tx tx, handcar.chat.Message message, StaffMirror.Copy copy, Optional<Long> epoch) {
        at(tx, "channel.add-deliveries", copy.channel(), copy.account())
                .with("ids", copy.parts().stream().map(_ -> UuidV7.next()).toArray(UUID[]::new))
                .with("texts", copy.parts().toArray(String[]::new))
                .with("message_id", message.id())
                .with("conversation_id", message.conversationId())
                .with("thread", copy.thread())
                .with("seq", message.seq())
                .with("parts", copy.parts().size())
                .with("epoch", epoch.orElse(null))
                .change();
    }

    List<UUID> next(Tx tx, String channel, String account, int most) {
        return at(tx, "channel.next-deliveries", channel, account)
                .with("most", most)
                .list(row -> row.uuid("conversation_id"));
    }

    List<Held> hold(Tx tx, List<UUID> conversations) {
        return tx.named("channel.hold-conversations")
                .with("ids", array(conversations))
                .list(Held::of);
    }

    void hold(Tx tx, UUID conversation) {
        tx.named("channel.hold-conversation").with("id", conversation).first(_ -> true);
    }

    List<First> firsts(Tx tx, String channel, String account, List<UUID> conversations) {
        return at(tx, "channel.first-deliveries", channel, account)
                .with("conversations", array(conversations))
                .list(First::of);
    }

    /// Those that were taken, with the number of this try.
    Map<UUID, Integer> take(Tx tx, UUID claim, List<UUID> ids) {
        Map<UUID, Integer> taken = new java.util.HashMap<>();
        tx.named("channel.take-deliveries")
                .with("claim", claim)
                .with("ids", array(ids))
                .list(row -> taken.put(row.uuid("id"), row.integer("attempt")));
        return taken;
    }

    void putBack(UUID claim, Optional<UUID> only) {
        db.named("channel.put-back").with("claim", claim).with("id", only.orElse(null)).change();
    }

    List<OnChannel> overtaken(Tx tx, List<UUID> conversations) {
        return tx.named("channel.overtaken-messages")
                .with("conversations", array(conversations))
                .list(
                        row ->
                                new OnChannel(
                                        row.uuid("conversation_id"),
                                        row.uuid("message_id"),
                                        row.text("channel")));
    }

    void withdraw(Tx tx, List<UUID> messages) {
        tx.named("channel.withdraw-deliveries").with("messages", array(messages)).change();
    }

    Overtaken overtaken(UUID conversation, Duration longest) {
        return db.named("channel.overtaken")
                .with("conversation_id", conversation)
                .with("seconds", seconds(longest))
                .only(row -> new Overtaken(row.number("waiting"), row.number("flying")));
    }

    /// Milliseconds until the account wants attention; may be negative; empty when nothing is open.
    OptionalLong nextDue(String channel, String account, Duration longest) {
        return at(db, "channel.next-delivery-due", channel, account)
                .with("seconds", seconds(longest))
                .only(row -> row.findNumber("millis"))
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    List<Delivery> lost(String channel, String account, Duration longest) {
        return at(db, "channel.lost-deliveries", channel, account)
                .with("seconds", seconds(longest))
                .with("most", MOST_LOST)
                .list(Delivery::of);
    }

    /// Channel and account of whatever is open.
    List<Map.Entry<String, String>> openAccounts(Db tx) {
        return tx.named("channel.open-accounts")
                .list(row -> Map.entry(row.text("channel"), row.text("account")));
    }

    Optional<Delivery> find(Db tx, UUID id) {
        return tx.named("channel.delivery").with("id", id).first(Delivery::of);
    }

    Optional<Delivery> find(UUID id) {
        return find(db, id);
    }

    List<Delivery> holdParts(Tx tx, UUID message, String channel) {
        return tx.named("channel.hold-parts")
                .with("message_id", message)
                .with("channel", channel)
                .list(Delivery::of);
    }

    void write(Tx tx, Delivery delivery) {
        tx.named("channel.write-delivery")
                .with("id", delivery.id())
                .with("state", delivery.state())
                .with("external_id", delivery.externalId().orElse(null))
                .with("error", delivery.error().orElse(null))
                .with("due_at", delivery.dueAt())
                .with("attempt", delivery.attempt())
                .with("epoch", delivery.epoch().orElse(null))
                .change();
    }

    void letOn(Tx tx, Delivery behind, Duration pause) {
        at(tx, "channel.let-on", behind.channel(), behind.account())
                .with("conversation_id", behind.conversationId())
                .with("seconds", seconds(pause))
                .change();
    }

    void holdBack(Tx tx, Delivery behind) {
        at(tx, "channel.hold-back", behind.channel(), behind.account())
                .with("conversation_id", behind.conversationId())
                .with("due_at", behind.dueAt())
                .change();
    }

    Optional<Delivery> named(Tx tx, String channel, String externalId) {
        return tx.named("channel.delivery-named")
                .with("channel", channel)
                .with("external_id", externalId)
                .first(Delivery::of);
    }

    List<Delivery> unnamed(Tx tx, String channel, String account, String thread) {
        return at(tx, "channel.unnamed-deliveries", channel, account)
                .with("thread", thread)
                .list(Delivery::of);
    }

    void lockName(Tx tx, String channel, String externalId) {
        tx.named("channel.lock-name")
                .with("channel", channel)
                .with("external_id", externalId)
                .first(_ -> true);
    }

    void keepEarly(Tx tx, String channel, String externalId, InboundEvent.Receipt receipt) {
        at(tx, "channel.keep-early-receipt", channel, receipt.account())
                .with("external_id", externalId)
                .with("data", Jsonb.of(ReceiptUpdate.of(receipt).json()))
                .with("at", receipt.at())
                .change();
    }

    /// What was told about a message of ours before its name was known; it is forgotten by this.
    Optional<ReceiptUpdate> takeEarly(Tx tx, Delivery delivery, String externalId) {
        return at(tx, "channel.take-early", delivery.channel(), delivery.account())
                .with("external_id", externalId)
                .first(row -> ReceiptUpdate.of(new JsonView(row.object("data"))));
    }

    List<Delivery> page(Filter filter, Optional<Cursor> before, int limit) {
        return db.named("channel.deliveries")
                .with("state", filter.state().map(Delivery.State::wire).orElse(null))
                .with("channel", filter.channel().orElse(null))
                .with("conversation", filter.conversation().orElse(null))
                .with("before", before.map(Cursor::at).orElse(null))
                .with("before_id", before.map(Cursor::id).orElse(null))
                .with("limit", limit)
                .list(Delivery::of);
    }

    private static handcar.db.Statement at(Db tx, String name, String channel, String account) {
        return tx.named(name).with("channel", channel).with("account", account);
    }

    private static UUID[] array(List<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
