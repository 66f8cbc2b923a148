package handcar.channel.outbound;

import module java.base;

import handcar.channel.InboundEvent;
import handcar.channel.outbound.DeliveryReceipts.ReceiptUpdate;
import handcar.chat.Message;
import handcar.db.ColumnArrays;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Statement;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.json.JsonView;
import handcar.problem.Cursor;

/// The rows of the outbox.
final class DeliveryStore {
    /// More than one account can have in flight.
    private static final int MOST_LOST = 200;

    private final Database db;

    /// The customer's thread in a conversation.
    record CustomerThread(String account, String thread, JsonView address, Optional<UUID> binding) {
        /// The customer has not written on this channel yet.
        static CustomerThread unknown(String account) {
            return new CustomerThread(account, "", new JsonView(Map.of()), Optional.empty());
        }
    }

    /// How many parts of an earlier epoch wait, and how many may be in flight.
    record Overtaken(long waiting, long inFlight) {}

    /// A message on one channel.
    record MessageOnChannel(UUID conversationId, UUID messageId, String channel) {}

    /// The rows that staff ask for.
    record Filter(
            Optional<Delivery.State> state,
            Optional<String> channel,
            Optional<UUID> conversation) {}

    DeliveryStore(Database db) {
        this.db = db;
    }

    Optional<CustomerThread> threadOf(Db at, UUID conversation, String channel) {
        return at.named("channel.thread-of")
                .with("conversation_id", conversation)
                .with("channel", channel)
                .first(
                        row ->
                                new CustomerThread(
                                        row.text("account"),
                                        row.text("thread"),
                                        new JsonView(row.object("address")),
                                        row.findUuid("binding")));
    }

    void beginThread(Tx tx, Delivery delivery, String thread) {
        inAccount(tx, "channel.begin-thread", delivery)
                .with("thread", thread)
                .with("conversation_id", delivery.conversationId())
                .change();
    }

    void add(Tx tx, Message message, DeliveryOutbox.PreparedParts copy, Optional<Long> epoch) {
        inAccount(tx, "channel.add-deliveries", copy.channel(), copy.account())
                .with("ids", copy.parts().stream().map(_ -> UuidV7.next()).toArray(UUID[]::new))
                .with("texts", ColumnArrays.whole(copy.parts(), PartDraft::text))
                .with(
                        "files",
                        ColumnArrays.whole(
                                copy.parts(),
                                part ->
                                        part.files().stream()
                                                .map(UUID::toString)
                                                .collect(Collectors.joining(",", "{", "}"))))
                .with(
                        "extra_seconds",
                        copy.parts().stream().map(PartDraft::extraSeconds).toArray(Integer[]::new))
                .with("message_id", message.id())
                .with("conversation_id", message.conversationId())
                .with("thread", copy.thread())
                .with("seq", message.seq())
                .with("parts", copy.parts().size())
                .with("epoch", epoch)
                .change();
    }

    /// Locks conversations of the account that have a part due, unless somebody else holds them.
    List<UUID> lockDue(Tx tx, String channel, String account, int most) {
        return inAccount(tx, "channel.lock-due-conversations", channel, account)
                .with("most", most)
                .list(row -> row.uuid("id"));
    }

    void lock(Tx tx, UUID conversation) {
        tx.named("channel.lock-conversation").with("id", conversation).first(_ -> true);
    }

    List<DueDelivery> due(Tx tx, String channel, String account, List<UUID> conversations) {
        return inAccount(tx, "channel.due-deliveries", channel, account)
                .with("conversations", array(conversations))
                .list(DueDelivery::of);
    }

    /// The parts that could be claimed, as they are now.
    List<Delivery> claim(Tx tx, UUID claim, Set<UUID> ids) {
        return tx.named("channel.claim-deliveries")
                .with("claim", claim)
                .with("ids", array(ids))
                .list(Delivery::of);
    }

    /// The parts whose files are uploaded now, as they are from now on.
    ///
    /// @param lease after which another process may try
    List<Delivery> claimUploads(Tx tx, UUID claim, Set<UUID> ids, Duration lease) {
        return ids.isEmpty()
                ? List.of()
                : tx.named("channel.claim-uploads")
                        .with("claim", claim)
                        .with("ids", array(ids))
                        .with("seconds", seconds(lease))
                        .list(Delivery::of);
    }

    /// The provider has the file of the part under this id.
    void uploaded(Delivery part, String id) {
        db.named("channel.uploaded")
                .with("id", part.id())
                .with("claim", part.claim())
                .with("uploaded", id)
                .change();
    }

    void putBack(UUID claim, Optional<UUID> only) {
        db.named("channel.put-back").with("claim", claim).with("id", only).change();
    }

    List<MessageOnChannel> overtaken(Tx tx, List<UUID> conversations) {
        return tx.named("channel.overtaken-messages")
                .with("conversations", array(conversations))
                .list(
                        row ->
                                new MessageOnChannel(
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
                .only(row -> new Overtaken(row.number("waiting"), row.number("in_flight")));
    }

    /// Milliseconds until the account has something to do; may be negative; empty when nothing is open.
    Optional<Long> nextDue(String channel, String account, Duration longest) {
        return inAccount(db, "channel.next-delivery-due", channel, account)
                .with("seconds", seconds(longest))
                .only(row -> row.findNumber("millis"));
    }

    List<Delivery> lost(String channel, String account, Duration longest) {
        return inAccount(db, "channel.lost-deliveries", channel, account)
                .with("seconds", seconds(longest))
                .with("most", MOST_LOST)
                .list(Delivery::of);
    }

    /// Channel and account of everything that is open.
    List<Map.Entry<String, String>> openAccounts(Db at) {
        return at.named("channel.open-accounts")
                .list(row -> Map.entry(row.text("channel"), row.text("account")));
    }

    Optional<Delivery> find(Db at, UUID id) {
        return at.named("channel.delivery").with("id", id).first(Delivery::of);
    }

    List<Delivery> lockParts(Tx tx, UUID message, String channel) {
        return tx.named("channel.lock-parts")
                .with("message_id", message)
                .with("channel", channel)
                .list(Delivery::of);
    }

    void write(Tx tx, Delivery delivery) {
        tx.named("channel.write-delivery")
                .with("id", delivery.id())
                .with("state", delivery.state())
                .with("external_id", delivery.externalId())
                .with("error", delivery.error())
                .with("due_at", delivery.dueAt())
                .with("attempt", delivery.attempt())
                .with("epoch", delivery.epoch())
                .with("uploaded", delivery.uploaded())
                .change();
    }

    /// Lets the later parts of the conversation go after a pause.
    void release(Tx tx, Delivery settled, Duration pause) {
        inAccount(tx, "channel.release-later-parts", settled)
                .with("conversation_id", settled.conversationId())
                .with("seconds", seconds(pause))
                .change();
    }

    /// Lets the later parts of the conversation wait as long as this one.
    void holdBack(Tx tx, Delivery waiting) {
        inAccount(tx, "channel.hold-back-later-parts", waiting)
                .with("conversation_id", waiting.conversationId())
                .with("due_at", waiting.dueAt())
                .change();
    }

    Optional<Delivery> named(Tx tx, String channel, String externalId) {
        return tx.named("channel.delivery-named")
                .with("channel", channel)
                .with("external_id", externalId)
                .first(Delivery::of);
    }

    List<Delivery> unnamed(Tx tx, String channel, String account, String thread) {
        return inAccount(tx, "channel.unnamed-deliveries", channel, account)
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
        inAccount(tx, "channel.keep-early-receipt", channel, receipt.account())
                .with("external_id", externalId)
                .with("data", Jsonb.of(ReceiptUpdate.of(receipt).json()))
                .with("at", receipt.at())
                .change();
    }

    /// Removes and returns the receipt that came before the provider's id was known.
    Optional<ReceiptUpdate> takeEarly(Tx tx, Delivery delivery, String externalId) {
        return inAccount(tx, "channel.take-early", delivery)
                .with("external_id", externalId)
                .first(row -> ReceiptUpdate.of(new JsonView(row.object("data"))));
    }

    List<Delivery> page(Filter filter, Optional<Cursor> before, int limit) {
        return db.named("channel.deliveries")
                .with("state", filter.state().map(Delivery.State::wire))
                .with("channel", filter.channel())
                .with("conversation", filter.conversation())
                .with("before", before.map(Cursor::at))
                .with("before_id", before.map(Cursor::id))
                .with("limit", limit)
                .list(Delivery::of);
    }

    private static Statement inAccount(Db at, String name, Delivery delivery) {
        return inAccount(at, name, delivery.channel(), delivery.account());
    }

    private static Statement inAccount(Db at, String name, String channel, String account) {
        return at.named(name).with("channel", channel).with("account", account);
    }

    private static UUID[] array(Collection<UUID> ids) {
        return ids.toArray(UUID[]::new);
    }

    private static double seconds(Duration length) {
        return length.toMillis() / 1000.0;
    }
}
