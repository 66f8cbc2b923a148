package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.chat.Conversations;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.Row;
import handcar.db.Statement;
import handcar.db.Tx;
import handcar.json.Json;

/// Which thread at a provider is which conversation. A thread is known by channel, our account and the provider's name for
/// it, so that two accounts never share one.
final class ThreadMap {
    /// How well a channel's window for free text is known: hours are allowed, and most messages come in bursts.
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final Conversations conversations;
    private final BiConsumer<Tx, Written> begun;

    /// How a thread is found again.
    record Key(String channel, String account, String thread) implements Comparable<Key> {
        private static final Comparator<Key> ORDER =
                Comparator.comparing(Key::channel)
                        .thenComparing(Key::account)
                        .thenComparing(Key::thread);

        static Key of(String channel, InboundEvent.CustomerMessage said) {
            return new Key(channel, said.account(), said.thread());
        }

        @Override
        public int compareTo(Key other) {
            return ORDER.compare(this, other);
        }
    }

    /// A thread and who is behind it.
    private record Known(
            UUID conversation,
            UUID contact,
            NewContact who,
            Optional<UUID> binding,
            Map<String, Object> address,
            Optional<Instant> lastInbound) {
        static Known of(Row row) {
            return new Known(
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
                    row.findInstant("last_inbound_at"));
        }

        /// Whether what the thread says about answering still holds, to the minute.
        boolean answers(Written written) {
            return binding.equals(written.account().binding())
                    && address.entrySet().containsAll(written.said().address().entrySet())
                    && lastInbound
                            .filter(last -> last.plus(PRECISION).isAfter(written.said().at()))
                            .isPresent();
        }

        boolean knows(InboundEvent.Sender sender) {
            return sender.name().or(who::name).equals(who.name())
                    && sender.email().or(who::email).equals(who.email())
                    && sender.phone().or(who::phone).equals(who.phone());
        }
    }

    /// @param begun told of every new thread, in the transaction that begins it
    ThreadMap(Conversations conversations, BiConsumer<Tx, Written> begun) {
        this.conversations = conversations;
        this.begun = begun;
    }

    /// The conversation of a thread, if there is one. Who answers from a phone is told the customer's number, although their
    /// thread is known by another id.
    Optional<UUID> find(Db tx, String channel, String account, String thread) {
        return named(tx, channel, account, thread)
                .or(
                        () ->
                                tx.named("channel.thread-to")
                                        .with("channel", channel)
                                        .with("account", account)
                                        .with("number", thread)
                                        .first(row -> row.uuid("conversation_id")));
    }

    private static Optional<UUID> named(Db tx, String channel, String account, String thread) {
        return known(
                        tx.named("channel.threads")
                                .with("channels", new String[] {channel})
                                .with("accounts", new String[] {account})
                                .with("threads", new String[] {thread}))
                .values()
                .stream()
                .findFirst()
                .map(Known::conversation);
    }

    /// Where the threads lead, and which of them must be touched once their conversations are held.
    record Reached(Map<Key, UUID> conversations, List<Written> changed) {}

    /// The conversation of each thread that was written in; new ones are begun.
    Reached reach(Tx tx, List<Written> written) {
        Map<Key, Known> known = known(tx, written);
        Map<Key, UUID> reached = new HashMap<>();
        List<Written> missing = new ArrayList<>();
        List<Written> changed = new ArrayList<>();
        for (Written each : written) {
            Known thread = known.get(each.key());
            if (thread == null) {
                missing.add(each);
                continue;
            }
            reached.put(each.key(), thread.conversation());
            if (!thread.answers(each)) {
                changed.add(each);
            }
            if (!thread.knows(each.said().from())) {
                conversations.learn(tx, thread.contact(), contact(each.said().from()));
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(Comparator.comparing(Written::key));
            begin(tx, missing, reached);
            changed.addAll(missing);
        }
        return new Reached(reached, changed);
    }

    /// The last message of a thread in a batch, and the account it came to.
    record Written(Key key, ChannelAccount account, InboundEvent.CustomerMessage said) {
        List<String> person() {
            return List.of(key.channel(), key.account(), said.from().id());
        }
    }

    /// Others may begin the same threads in this moment: all wait for each other, in one order, and look again.
    private void begin(Tx tx, List<Written> missing, Map<Key, UUID> reached) {
        tx.named("channel.lock-threads")
                .with("keys", ColumnArrays.whole(missing, Written::key))
                .list(_ -> true);
        known(tx, missing).forEach((key, thread) -> reached.put(key, thread.conversation()));
        List<Written> wanted =
                missing.stream().filter(each -> !reached.containsKey(each.key())).toList();
        // one person may begin several threads at once (Chatwoot, mail): the contacts of one
        // statement must differ
        for (List<Written> distinct : byPerson(wanted)) {
            List<UUID> ids =
                    conversations.open(tx, distinct.stream().map(ThreadMap::begun).toList());
            add(tx, distinct, ids);
            for (int i = 0; i < ids.size(); i++) {
                reached.put(distinct.get(i).key(), ids.get(i));
                begun.accept(tx, distinct.get(i));
            }
        }
    }

    private static List<List<Written>> byPerson(List<Written> wanted) {
        List<Map<List<String>, Written>> rounds = new ArrayList<>();
        for (Written each : wanted) {
            Map<List<String>, Written> round =
                    rounds.stream()
                            .filter(one -> !one.containsKey(each.person()))
                            .findFirst()
                            .orElseGet(
                                    () -> {
                                        rounds.add(new LinkedHashMap<>());
                                        return rounds.getLast();
                                    });
            round.put(each.person(), each);
        }
        return rounds.stream().map(round -> List.copyOf(round.values())).toList();
    }

    private static NewConversation begun(Written first) {
        return new NewConversation(
                first.key().channel(),
                first.key().account(),
                first.account().agent(),
                contact(first.said().from()),
                first.said().subject(),
                Optional.empty());
    }

    private static NewContact contact(InboundEvent.Sender from) {
        return new NewContact(
                Optional.of(from.id()),
                Optional.empty(),
                from.name(),
                from.email(),
                from.phone(),
                from.attributes());
    }

    private static void add(Tx tx, List<Written> begun, List<UUID> ids) {
        keyed(tx.named("channel.add-threads"), begun)
                .with("conversations", ColumnArrays.whole(ids, id -> id))
                .with("bindings", ColumnArrays.of(begun, each -> each.account().binding()))
                .change();
    }

    /// A message came: from now on its door answers, at what it said to answer to, for as long as the channel allows.
    void touch(Db tx, List<Written> written) {
        if (written.isEmpty()) {
            return;
        }
        keyed(tx.named("channel.touch-threads"), written)
                .with("bindings", ColumnArrays.of(written, each -> each.account().binding()))
                .with(
                        "addresses",
                        ColumnArrays.whole(written, each -> Json.text(each.said().address())))
                .with("times", ColumnArrays.whole(written, each -> notLater(each.said().at())))
                .change();
    }

    private static Instant notLater(Instant at) {
        Instant now = Instant.now();
        return at.isAfter(now) ? now : at;
    }

    private static Map<Key, Known> known(Db tx, List<Written> written) {
        return known(keyed(tx.named("channel.threads"), written));
    }

    private static Map<Key, Known> known(Statement sought) {
        Map<Key, Known> known = new HashMap<>();
        sought.list(
                row ->
                        known.put(
                                new Key(
                                        row.text("channel"),
                                        row.text("account"),
                                        row.text("thread")),
                                Known.of(row)));
        return known;
    }

    private static Statement keyed(Statement statement, List<Written> written) {
        return statement
                .with("channels", ColumnArrays.whole(written, each -> each.key().channel()))
                .with("accounts", ColumnArrays.whole(written, each -> each.key().account()))
                .with("threads", ColumnArrays.whole(written, each -> each.key().thread()));
    }
}
