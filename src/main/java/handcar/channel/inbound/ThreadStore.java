package handcar.channel.inbound;

import module java.base;

import handcar.channel.InboundEvent.Sender;
import handcar.channel.InboundEvent.StatusChange;
import handcar.channel.PersonIds;
import handcar.channel.inbound.ThreadMap.ThreadMessage;
import handcar.chat.Author;
import handcar.chat.ContactLimits;
import handcar.chat.NewContact;
import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Statement;
import handcar.db.Tx;
import handcar.json.Json;

/// The rows of `channel_threads` and `contact_ids`.
final class ThreadStore {
    /// How exactly the customer's last message is known: a channel's window for free text is hours long, and most messages come
    /// in bursts.
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private ThreadStore() {}

    /// A stored thread and its contact.
    ///
    /// @param linked whether the id it was asked by is one of several of its contact
    /// @param lastingIds the contact's ids that stay with the person
    record KnownThread(
            String thread,
            UUID conversation,
            UUID contact,
            NewContact who,
            Optional<UUID> binding,
            Map<String, Object> address,
            Optional<Instant> lastInbound,
            boolean linked,
            List<String> lastingIds) {
        static KnownThread of(Row row) {
            return new KnownThread(
                    row.text("thread"),
                    row.uuid("conversation_id"),
                    row.uuid("contact_id"),
                    new NewContact(
                            Optional.empty(),
                            Optional.empty(),
                            row.findText("name"),
                            row.findText("email"),
                            row.findText("phone"),
                            Map.of()),
                    row.findUuid("binding"),
                    row.object("address"),
                    row.findInstant("last_inbound_at"),
                    row.flag("linked"),
                    row.texts("lasting_ids"));
        }

        /// Whether the thread's row is right for a reply to this message, to the minute.
        boolean isUpToDate(ThreadMessage last) {
            return binding.equals(last.account().binding())
                    && address.entrySet().containsAll(last.address().entrySet())
                    && last.at().filter(this::isLater).isEmpty();
        }

        private boolean isLater(Instant at) {
            return lastInbound.filter(known -> known.plus(PRECISION).isAfter(at)).isEmpty();
        }

        boolean knows(Sender sender) {
            return sender.name().flatMap(ContactLimits::name).or(who::name).equals(who.name())
                    && sender.email().or(who::email).equals(who.email())
                    && sender.phone().or(who::phone).equals(who.phone());
        }

        /// Whether the thread is of a person with another id that stays: then the number has a new owner.
        boolean isOfOtherThan(String lastingId) {
            return !lastingIds.isEmpty() && !lastingIds.contains(lastingId);
        }
    }

    /// The threads by the names they were asked for.
    static Map<ThreadMap.Key, KnownThread> known(Db tx, List<ThreadMap.Key> keys) {
        Map<ThreadMap.Key, KnownThread> known = new HashMap<>();
        keyed(tx.named("channel.threads"), keys)
                .list(
                        row ->
                                known.put(
                                        new ThreadMap.Key(
                                                row.text("channel"),
                                                row.text("account"),
                                                row.text("asked")),
                                        KnownThread.of(row)));
        return known;
    }

    /// @param keys in one order for all who lock
    static void lock(Db tx, List<ThreadMap.Key> keys) {
        tx.named("channel.lock-threads")
                .with("keys", ColumnArrays.whole(keys, key -> key))
                .list(_ -> true);
    }

    static void add(Db tx, List<ThreadMessage> begun, List<UUID> conversations) {
        bound(
                        keyed(
                                tx.named("channel.add-threads"),
                                begun.stream().map(ThreadMessage::key).toList()),
                        begun)
                .with("conversations", ColumnArrays.whole(conversations, id -> id))
                .change();
    }

    static void touch(Db tx, List<KnownThread> threads, List<ThreadMessage> last) {
        List<ThreadMap.Key> keys = new ArrayList<>();
        for (int i = 0; i < threads.size(); i++) {
            keys.add(last.get(i).key().in(threads.get(i).thread()));
        }
        bound(keyed(tx.named("channel.touch-threads"), keys), last)
                .with("addresses", ColumnArrays.whole(last, each -> Json.text(each.address())))
                .with("times", ColumnArrays.of(last, each -> each.at().map(ThreadStore::notLater)))
                .change();
    }

    private static Instant notLater(Instant at) {
        Instant now = Instant.now();
        return at.isAfter(now) ? now : at;
    }

    /// Both ids are the contact's from now on, whoever had the number before.
    static void link(Tx tx, ThreadMap.Key key, PersonIds ids, UUID contact) {
        ids.number()
                .ifPresent(
                        number ->
                                tx.named("channel.forget-number")
                                        .with("channel", key.channel())
                                        .with("account", key.account())
                                        .with("number", number)
                                        .with("contact", contact)
                                        .change());
        tx.named("channel.link-ids")
                .with("channel", key.channel())
                .with("account", key.account())
                .with("contact", contact)
                .with("ids", ids.all().toArray(String[]::new))
                .with("lasting", ids.lasting())
                .change();
    }

    /// The address of the thread from now on.
    static void readdress(Tx tx, ThreadMap.Key key, Map<String, Object> address) {
        inThread(tx.named("channel.readdress-thread"), key)
                .with("address", Jsonb.of(address))
                .change();
    }

    /// Everything on its way in one thread goes on in the other, which is of the same person.
    static void merge(Tx tx, ThreadMap.Key into, KnownThread from, UUID conversation) {
        inThread(tx.named("channel.move-deliveries"), into).with("from", from.thread()).change();
        inThread(tx.named("channel.merge-thread"), into).with("from", from.thread()).change();
        tx.named("channel.move-threads")
                .with("from", from.conversation())
                .with("into", conversation)
                .change();
    }

    /// Where a message is.
    record Holder(UUID conversation, Author author) {
        boolean isContacts() {
            return author == Author.CONTACT;
        }
    }

    /// Where messages of this name are, whatever thread they are told of; no more than two.
    ///
    /// @param key of any thread of the account
    static List<Holder> holders(Tx tx, ThreadMap.Key key, String message) {
        return tx.named("channel.holders")
                .with("channel", key.channel())
                .with("account", key.account())
                .with("external_id", message)
                .list(
                        row ->
                                new Holder(
                                        row.uuid("conversation_id"),
                                        Author.of(row.text("author"))));
    }

    /// Whether we told the provider this status a moment ago.
    static boolean wasTold(Tx tx, String channel, StatusChange change) {
        return inThread(
                        tx.named("channel.was-told"),
                        new ThreadMap.Key(channel, change.account(), change.thread()))
                .with("status", change.status())
                .only(row -> row.flag("told"));
    }

    private static Statement inThread(Statement statement, ThreadMap.Key key) {
        return statement
                .with("channel", key.channel())
                .with("account", key.account())
                .with("thread", key.thread());
    }

    static Statement keyed(Statement statement, List<ThreadMap.Key> keys) {
        return statement
                .with("channels", ColumnArrays.whole(keys, ThreadMap.Key::channel))
                .with("accounts", ColumnArrays.whole(keys, ThreadMap.Key::account))
                .with("threads", ColumnArrays.whole(keys, ThreadMap.Key::thread));
    }

    private static Statement bound(Statement statement, List<ThreadMessage> messages) {
        return statement.with(
                "bindings", ColumnArrays.of(messages, each -> each.account().binding()));
    }
}
