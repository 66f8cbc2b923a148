package handcar.chat;

import handcar.db.Database;
import handcar.http.EventSink;
import handcar.work.Bells;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// Lets listeners see conversations happen. What is kept (messages, status) is read from its rows whenever a bell rings,
/// so it is never lost, doubled or out of order, also over a restart and among replicas. What is fleeting (the pieces of
/// an answer being written, typing) is handed on as it comes and replaced by what is kept.
public final class Live implements AutoCloseable {
    private final ChatStore store;
    private final Relay relay;
    private final Rounds rounds;
    private final Map<UUID, Audience> audiences = new ConcurrentHashMap<>();
    private final Bells.Subscription subscription;

    public Live(Database db, Bells bells) {
        this.store = new ChatStore(db);
        this.rounds = new Rounds(store);
        this.relay = new Relay(db, bells, store, this::heard);
        this.subscription = bells.on(Topics.FAMILY, this::rung);
    }

    /// Sends every event after `after` and then what happens, until the client goes. A long past is sent before this
    /// returns, as fast as the client takes it; a short one comes with the next round.
    ///
    /// @param now the conversation as it was a moment ago
    public void follow(Conversation now, long after, EventSink sink) {
        UUID conversation = now.id();
        Seat seat = new Seat(sink, after);
        boolean goesOn =
                now.lastSeq() - after <= Rounds.PAGE
                        || seat.catchUp(from -> store.missed(conversation, from, Seat.PAGE));
        while (goesOn && !audience(conversation).take(seat)) {
            // it was being left by its last listener in this moment; the next one is a new one
            Thread.onSpinWait();
        }
    }

    /// A piece of the answer being written under the id that its final message will have. Piece 0 begins it, also when a
    /// run begins again after a restart. Never waits: pieces that come fast are put together.
    public void delta(UUID conversation, UUID message, int index, String text) {
        if (index == 0) {
            audiences.values().forEach(Audience::forgetOldWriting);
        }
        to(
                conversation,
                audience ->
                        audience.write(
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
        return audiences.values().stream().mapToInt(Audience::size).sum();
    }

    private void rung(String topic) {
        Optional<UUID> conversation = Topics.conversation(topic);
        if (conversation.isEmpty()) {
            audiences.values().forEach(Audience::wake);
            return;
        }
        Audience audience = audiences.get(conversation.get());
        if (audience != null) {
            Topics.message(topic).ifPresent(audience::written);
            audience.wake();
        }
    }

    /// Another process passed something on.
    private void heard(Relay.Heard heard) {
        switch (heard) {
            case Relay.Heard.Piece(UUID conversation, UUID message, int at, String text) ->
                    to(conversation, audience -> audience.goOn(message, at, text));
            case Relay.Heard.Typing(UUID conversation, Author author) -> type(conversation, author);
        }
    }

    private void type(UUID conversation, Author author) {
        Audience audience = audiences.get(conversation);
        if (audience != null) {
            audience.tell("typing", Map.of("author", author.wire()));
        }
    }

    private void to(UUID conversation, Predicate<Audience> deed) {
        while (!deed.test(audience(conversation))) {
            Thread.onSpinWait();
        }
    }

    private Audience audience(UUID conversation) {
        return audiences.computeIfAbsent(
                conversation,
                id -> new Audience(id, store, rounds, empty -> audiences.remove(id, empty)));
    }

    @Override
    public void close() {
        subscription.stop();
        relay.close();
        rounds.end();
    }
}
