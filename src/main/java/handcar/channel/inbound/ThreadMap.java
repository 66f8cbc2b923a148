package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundEvent.CustomerMessage;
import handcar.chat.Conversations;
import handcar.chat.NewContact;
import handcar.chat.NewConversation;
import handcar.db.ColumnArrays;
import handcar.db.Db;
import handcar.db.Row;
import handcar.db.Statement;
import handcar.db.Tx;
import handcar.json.Json;

/// Which conversation belongs to a thread at a provider. A thread is known by channel, our account and the provider's id, so that
/// two accounts never share one.
final class ThreadMap {
    /// How exactly the customer's last message is known: a channel's window for free text is hours long, and most messages come
    /// in bursts.
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final Conversations conversations;
    private final BiConsumer<Tx, ThreadMessage> onNewThread;

    /// The identity of a thread.
    record Key(String channel, String account, String thread) {}

    /// A customer's message, the account it came to, and its thread.
    record ThreadMessage(Key key, ChannelAccount account, CustomerMessage message) {
        ThreadMessage(ChannelAccount account, CustomerMessage message) {
            this(new Key(account.kind(), message.account(), message.thread()), account, message);
        }

        List<String> person() {
            return List.of(key.channel(), key.account(), message.from().id());
        }
    }

    /// The conversations of some threads.
    ///
    /// @param changed the messages whose threads must be touched once their conversations are locked
    record Resolution(Map<Key, UUID> conversations, List<ThreadMessage> changed) {
        UUID conversation(Key key) {
            return Objects.requireNonNull(conversations.get(key), "every thread was resolved");
        }
    }

    private static final Comparator<ThreadMessage> ORDER =
            Comparator.comparing(each -> each.key().toString());

    /// A stored thread and its contact.
    private record KnownThread(
            UUID conversation,
            UUID contact,
            NewContact who,
            Optional<UUID> binding,
            Map<String, Object> address,
            Optional<Instant> lastInbound) {
        static KnownThread of(Row row) {
            return new KnownThread(
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

        /// Whether the thread's row is right for a reply to this message, to the minute.
        boolean isUpToDate(ThreadMessage last) {
            return binding.equals(last.account().binding())
                    && address.entrySet().containsAll(last.message().address().entrySet())
                    && lastInbound
                            .filter(at -> at.plus(PRECISION).isAfter(last.message().at()))
                            .isPresent();
        }

        boolean knows(InboundEvent.Sender sender) {
            return sender.name().or(who::name).equals(who.name())
                    && sender.email().or(who::email).equals(who.email())
                    && sender.phone().or(who::phone).equals(who.phone());
        }
    }

    /// @param onNewThread called with the first message of each new thread, in the transaction that begins it
    ThreadMap(Conversations conversations, BiConsumer<Tx, ThreadMessage> onNewThread) {
        this.conversations = conversations;
        this.onNewThread = onNewThread;
    }

    /// The conversation of a thread, if there is one. A person who replies on a phone uses the customer's number, although the
    /// thread may be known by another id.
    Optional<UUID> find(Db tx, String channel, String account, String thread) {
        return known(tx, List.of(new Key(channel, account, thread))).values().stream()
                .findFirst()
                .map(KnownThread::conversation)
                .or(
                        () ->
                                tx.named("channel.thread-to")
                                        .with("channel", channel)
                                        .with("account", account)
                                        .with("number", thread)
                                        .first(row -> row.uuid("conversation_id")));
    }

    /// Finds or begins the conversation of each thread.
    ///
    /// @param last the last message of each thread
    Resolution resolve(Tx tx, List<ThreadMessage> last) {
        Map<Key, KnownThread> known = known(tx, last.stream().map(ThreadMessage::key).toList());
        Map<Key, UUID> resolved = new HashMap<>();
        List<ThreadMessage> missing = new ArrayList<>();
        List<ThreadMessage> changed = new ArrayList<>();
        for (ThreadMessage each : last) {
            KnownThread thread = known.get(each.key());
            if (thread == null) {
                missing.add(each);
                continue;
            }
            resolved.put(each.key(), thread.conversation());
            if (!thread.isUpToDate(each)) {
                changed.add(each);
            }
            if (!thread.knows(each.message().from())) {
                conversations.learn(tx, thread.contact(), contact(each.message().from()));
            }
        }
        if (!missing.isEmpty()) {
            missing.sort(ORDER);
            begin(tx, missing, resolved);
            changed.addAll(missing);
        }
        return new Resolution(resolved, changed);
    }

    /// Other transactions may begin the same threads at this moment: each waits for the others, in one order, and looks again.
    private void begin(Tx tx, List<ThreadMessage> missing, Map<Key, UUID> resolved) {
        tx.named("channel.lock-threads")
                .with("keys", ColumnArrays.whole(missing, ThreadMessage::key))
                .list(_ -> true);
        known(tx, missing.stream().map(ThreadMessage::key).toList())
                .forEach((key, thread) -> resolved.put(key, thread.conversation()));
        List<ThreadMessage> rest = new ArrayList<>(missing);
        rest.removeIf(each -> resolved.containsKey(each.key()));
        while (!rest.isEmpty()) {
            // one person may begin several threads at once (Chatwoot, mail), but the contacts of
            // one
            // statement must differ
            Set<List<String>> persons = new HashSet<>();
            List<ThreadMessage> first =
                    rest.stream().filter(each -> persons.add(each.person())).toList();
            rest.removeAll(first);
            List<UUID> ids = conversations.open(tx, first.stream().map(ThreadMap::opened).toList());
            add(tx, first, ids);
            for (int i = 0; i < ids.size(); i++) {
                resolved.put(first.get(i).key(), ids.get(i));
                onNewThread.accept(tx, first.get(i));
            }
        }
    }

    private static NewConversation opened(ThreadMessage first) {
        return new NewConversation(
                first.key().channel(),
                first.key().account(),
                first.account().agent(),
                contact(first.message().from()),
                first.message().subject(),
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

    private static void add(Tx tx, List<ThreadMessage> begun, List<UUID> ids) {
        bound(tx.named("channel.add-threads"), begun)
                .with("conversations", ColumnArrays.whole(ids, id -> id))
                .change();
    }

    /// Stores how a reply to the last message is sent: through which account, to which address, and until when free text is
    /// allowed.
    void touch(Db tx, List<ThreadMessage> last) {
        if (last.isEmpty()) {
            return;
        }
        bound(tx.named("channel.touch-threads"), last)
                .with(
                        "addresses",
                        ColumnArrays.whole(last, each -> Json.text(each.message().address())))
                .with("times", ColumnArrays.whole(last, each -> notLater(each.message().at())))
                .change();
    }

    private static Instant notLater(Instant at) {
        Instant now = Instant.now();
        return at.isAfter(now) ? now : at;
    }

    private static Map<Key, KnownThread> known(Db tx, List<Key> keys) {
        Map<Key, KnownThread> known = new HashMap<>();
        keyed(tx.named("channel.threads"), keys)
                .list(
                        row ->
                                known.put(
                                        new Key(
                                                row.text("channel"),
                                                row.text("account"),
                                                row.text("thread")),
                                        KnownThread.of(row)));
        return known;
    }

    private static Statement keyed(Statement statement, List<Key> keys) {
        return statement
                .with("channels", ColumnArrays.whole(keys, Key::channel))
                .with("accounts", ColumnArrays.whole(keys, Key::account))
                .with("threads", ColumnArrays.whole(keys, Key::thread));
    }

    private static Statement bound(Statement statement, List<ThreadMessage> messages) {
        return keyed(statement, messages.stream().map(ThreadMessage::key).toList())
                .with("bindings", ColumnArrays.of(messages, each -> each.account().binding()));
    }
}
