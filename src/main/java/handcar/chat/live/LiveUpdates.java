package handcar.chat.live;

import module java.base;

import handcar.chat.Author;
import handcar.chat.ChatTopics;
import handcar.chat.Conversation;
import handcar.db.Database;
import handcar.http.stream.EventSink;
import handcar.jobs.NotificationBus;

/// Sends what happens in a conversation to the clients that subscribe to it. Stored events (messages, status) are read from
/// their rows after each notification, so none is lost, doubled or out of order, also across restarts and replicas. Transient
/// events (pieces of an answer being written, typing) are passed on as they come; the stored message replaces them.
public final class LiveUpdates implements AutoCloseable {
    /// A page that has just opened a conversation subscribes to it within this time.
    private static final Duration OPENING = Duration.ofSeconds(30);

    private final LiveStore store;
    private final ReplicaRelay relay;
    private final LiveEventReader reader;
    private final Map<UUID, ConversationSubscribers> conversations = new ConcurrentHashMap<>();
    private final NotificationBus.Subscription subscription;

    public LiveUpdates(Database db, NotificationBus notifications) {
        this.store = new LiveStore(db);
        this.reader = new LiveEventReader(store);
        this.relay = new ReplicaRelay(db, notifications, store, this::receive);
        this.subscription = notifications.on(ChatTopics.FAMILY, this::notified);
    }

    /// Sends every event after `after` and then what happens, until the client goes. A long past is sent before this
    /// returns, as fast as the client reads; a short one comes with the next read.
    ///
    /// @param now the conversation as it was a moment ago
    public void follow(Conversation now, long after, EventSink sink) {
        UUID id = now.id();
        Subscriber subscriber = new Subscriber(sink, after);
        boolean goesOn =
                now.lastSeq() - after <= LiveEventReader.PAGE
                        || subscriber.catchUp(from -> store.missed(id, from, Subscriber.PAGE));
        while (goesOn && !subscribers(id).add(subscriber)) {
            // its last subscriber left at this moment; the next lookup makes a new entry
            Thread.onSpinWait();
        }
    }

    /// Whether anybody may see an answer being written: a client of this process, one of another replica that replied to
    /// [#typing], or a page that is about to subscribe. Only our own page subscribes. Does not ask the database.
    public boolean isWatched(Conversation now) {
        return now.channel().equals(Conversation.WEB)
                && (hasSubscribers(now.id())
                        || relay.isWatchedElsewhere(now.id())
                        || now.createdAt().plus(OPENING).isAfter(Instant.now()));
    }

    private boolean hasSubscribers(UUID conversation) {
        ConversationSubscribers subscribers = conversations.get(conversation);
        return subscribers != null && subscribers.size() > 0;
    }

    /// A piece of the answer being written, under the id that its final message will have. Piece 0 begins the answer, also
    /// when a run begins again after a restart. Never waits: pieces that come fast are joined.
    public void delta(UUID conversation, UUID message, int index, String text) {
        if (index == 0) {
            conversations.values().forEach(ConversationSubscribers::dropAbandonedAnswer);
        }
        with(
                conversation,
                subscribers ->
                        subscribers.write(
                                message,
                                index == 0,
                                text,
                                (at, piece) -> relay.send(conversation, message, at, piece)));
    }

    /// Somebody is typing. Replicas that have subscribers to the conversation reply that it is watched.
    public void typing(UUID conversation, Author author) {
        showTyping(conversation, author);
        relay.sendTyping(conversation, author);
    }

    /// How many clients are subscribed in this process.
    public int listeners() {
        return conversations.values().stream().mapToInt(ConversationSubscribers::size).sum();
    }

    private void notified(String topic) {
        Optional<UUID> conversation = ChatTopics.conversation(topic);
        if (conversation.isEmpty()) {
            conversations.values().forEach(ConversationSubscribers::wake);
            return;
        }
        ConversationSubscribers subscribers = conversations.get(conversation.get());
        if (subscribers != null) {
            ChatTopics.message(topic).ifPresent(subscribers::stored);
            subscribers.wake();
        }
    }

    private void receive(ReplicaRelay.Transient event) {
        switch (event) {
            case ReplicaRelay.Transient.Piece(UUID id, UUID message, int at, String text) ->
                    with(id, subscribers -> subscribers.writeElsewhere(message, at, text));
            case ReplicaRelay.Transient.Typing(UUID id, Author author) -> {
                showTyping(id, author);
                if (hasSubscribers(id)) {
                    relay.sendWatched(id);
                }
            }
        }
    }

    private void showTyping(UUID conversation, Author author) {
        ConversationSubscribers subscribers = conversations.get(conversation);
        if (subscribers != null) {
            subscribers.show("typing", Map.of("author", author.wire()));
        }
    }

    private void with(UUID conversation, Predicate<ConversationSubscribers> step) {
        while (!step.test(subscribers(conversation))) {
            Thread.onSpinWait();
        }
    }

    private ConversationSubscribers subscribers(UUID conversation) {
        return conversations.computeIfAbsent(
                conversation,
                id ->
                        new ConversationSubscribers(
                                id, store, reader, empty -> conversations.remove(id, empty)));
    }

    @Override
    public void close() {
        subscription.stop();
        relay.close();
        reader.close();
    }
}
