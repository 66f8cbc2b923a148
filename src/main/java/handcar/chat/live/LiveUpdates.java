package handcar.chat.live;

import handcar.chat.Author;
import handcar.chat.ChatStore;
import handcar.chat.ChatTopics;
import handcar.chat.Conversation;
import handcar.db.Database;
import handcar.http.stream.EventSink;
import handcar.jobs.NotificationBus;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Lets listeners see conversations happen. What is kept (messages, status) is read from its rows whenever a bell rings,
/// so it is never lost, doubled or out of order, also over a restart and among replicas. What is fleeting (the pieces of
/// an answer being written, typing) is handed on as it comes and replaced by what is kept.
public final class LiveUpdates implements AutoCloseable {
    private final ChatStore store;
    private final ReplicaRelay relay;
    private final LiveEventReader reader;
    private final Map<UUID, ConversationSubscribers> audiences = new ConcurrentHashMap<>();
    private final NotificationBus.Subscription subscription;

    public LiveUpdates(Database db, NotificationBus notifications) {
        this.store = new ChatStore(db);
        this.reader = new LiveEventReader(store);
        this.relay = new ReplicaRelay(db, notifications, store, this::heard);
        this.subscription = notifications.on(ChatTopics.FAMILY, this::rung);
    }

    /// Sends every event after `after` and then what happens, until the client goes. A long past is sent before this
    /// returns, as fast as the client takes it; a short one comes with the next round.
    ///
    /// @param now the conversation as it was a moment ago
    public void follow(Conversation now, long after, EventSink sink) {
        UUID conversation = now.id();
        Subscriber subscriber = new Subscriber(sink, after);
        boolean goesOn =
                now.lastSeq() - after <= LiveEventReader.PAGE
                        || subscriber.catchUp(
                                from -> store.missed(conversation, from, Subscriber.PAGE));
        while (goesOn && !audience(conversation).take(subscriber)) {
            // it was being left by its last listener in this moment; the next one is a new one
            Thread.onSpinWait();
        }
    }

    /// A piece of the answer being written under the id that its final message will have. Piece 0 begins it, also when a
    /// run begins again after a restart. Never waits: pieces that come fast are put together.
    public void delta(UUID conversation, UUID message, int index, String text) {
        if (index == 0) {
            audiences.values().forEach(ConversationSubscribers::forgetOldWriting);
        }
        to(
                conversation,
                subscribers ->
                        subscribers.write(
                                message,
                                index == 0,
                                text,
                                (at, piece) -> relay.tell(conversation, message, at, piece)));
    }

    /// Somebody is typing.
    public void typing(UUID conversation, Author author) {
        type(conversation, author);
        relay.tellTyping(conversation, author);
    }

    /// How many clients listen in this process.
    public int listeners() {
        return audiences.values().stream().mapToInt(ConversationSubscribers::size).sum();
    }

    private void rung(String topic) {
        Optional<UUID> conversation = ChatTopics.conversation(topic);
        if (conversation.isEmpty()) {
            audiences.values().forEach(ConversationSubscribers::wake);
            return;
        }
        ConversationSubscribers subscribers = audiences.get(conversation.get());
        if (subscribers != null) {
            ChatTopics.message(topic).ifPresent(subscribers::written);
            subscribers.wake();
        }
    }

    /// Another process passed something on.
    private void heard(ReplicaRelay.Heard heard) {
        switch (heard) {
            case ReplicaRelay.Heard.Piece(UUID conversation, UUID message, int at, String text) ->
                    to(conversation, subscribers -> subscribers.goOn(message, at, text));
            case ReplicaRelay.Heard.Typing(UUID conversation, Author author) ->
                    type(conversation, author);
        }
    }

    private void type(UUID conversation, Author author) {
        ConversationSubscribers subscribers = audiences.get(conversation);
        if (subscribers != null) {
            subscribers.tell("typing", Map.of("author", author.wire()));
        }
    }

    private void to(UUID conversation, Predicate<ConversationSubscribers> deed) {
        while (!deed.test(audience(conversation))) {
            Thread.onSpinWait();
        }
    }

    private ConversationSubscribers audience(UUID conversation) {
        return audiences.computeIfAbsent(
                conversation,
                id ->
                        new ConversationSubscribers(
                                id, store, reader, empty -> audiences.remove(id, empty)));
    }

    @Override
    public void close() {
        subscription.stop();
        relay.close();
        reader.end();
    }
}
