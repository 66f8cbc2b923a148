package handcar.chat.live;

import handcar.chat.ChatStore;
import handcar.chat.ConversationEvent;
import handcar.http.stream.StreamEvent;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Those who listen to one conversation in this process, and the answer being written in it.
///
/// What is kept is read by [LiveEventReader] alone, so that it is handed over in the order it was read; the lock is only ever held
/// for a moment, so that nobody who writes or rings waits for the database.
final class ConversationSubscribers {
    private final UUID conversation;
    private final ChatStore store;
    private final LiveEventReader reader;
    private final Consumer<ConversationSubscribers> onEmpty;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Subscriber> seats = new ArrayList<>(1);
    private Optional<StreamingAnswer> writing = Optional.empty();
    private boolean left;

    ConversationSubscribers(
            UUID conversation,
            ChatStore store,
            LiveEventReader reader,
            Consumer<ConversationSubscribers> onEmpty) {
        this.conversation = conversation;
        this.store = store;
        this.reader = reader;
        this.onEmpty = onEmpty;
    }

    UUID conversation() {
        return conversation;
    }

    int size() {
        return locked(seats::size);
    }

    /// Takes in a client who has caught up but for the last moment, which the next round brings. False when everybody has
    /// left here for good.
    boolean take(Subscriber subscriber) {
        boolean stillWriting = isStillWriting();
        boolean taken = locked(() -> seated(subscriber, stillWriting));
        if (taken) {
            // runs at once for a client who has gone meanwhile
            subscriber.onLeave(() -> leave(subscriber));
            wake();
        }
        return taken;
    }

    private boolean isStillWriting() {
        Optional<StreamingAnswer> now = locked(() -> writing);
        return now.isPresent() && store.mayWrite(conversation, now.get().message());
    }

    private boolean seated(Subscriber subscriber, boolean stillWriting) {
        if (left) {
            return false;
        }
        seats.add(subscriber);
        if (stillWriting) {
            writing.filter(now -> !now.isSilent()).ifPresent(now -> now.showSoFar(subscriber));
        } else {
            writing.ifPresent(StreamingAnswer::silence);
        }
        return true;
    }

    private void leave(Subscriber subscriber) {
        locked(
                () -> {
                    seats.remove(subscriber);
                    return leaveIfEmpty();
                });
    }

    private boolean leaveIfEmpty() {
        if (seats.isEmpty() && writing.isEmpty()) {
            left = true;
            onEmpty.accept(this);
        }
        return left;
    }

    /// Something may have been kept; never waits.
    void wake() {
        reader.ask(this);
    }

    /// The last event that all who are here have seen; empty when nobody is.
    OptionalLong seen() {
        return locked(() -> seats.stream().mapToLong(Subscriber::last).min());
    }

    /// Hands over what was kept after an event. Who came meanwhile and has not even seen that one waits for the next round.
    void hear(long after, List<ConversationEvent> events) {
        if (!events.isEmpty()) {
            locked(() -> heard(after, events));
        }
    }

    private boolean heard(long after, List<ConversationEvent> events) {
        long last = events.getLast().seq();
        List<Subscriber> missing =
                seats.stream()
                        .filter(
                                subscriber ->
                                        subscriber.last() >= after && subscriber.last() < last)
                        .toList();
        for (ConversationEvent event : events) {
            StreamEvent text = event.text();
            missing.forEach(subscriber -> subscriber.show(event.seq(), text));
            writing.filter(now -> event.takesTheBotOff() || event.isMessage(now.message()))
                    .ifPresent(StreamingAnswer::silence);
        }
        return true;
    }

    /// Tells something fleeting.
    void tell(String name, Map<String, ?> data) {
        locked(
                () -> {
                    StreamEvent text = StreamEvent.of(OptionalLong.empty(), name, data);
                    everybody().forEach(subscriber -> subscriber.show(text));
                    return true;
                });
    }

    /// A piece written here; `begins` starts the answer anew. False when everybody has left here for good.
    boolean write(UUID message, boolean begins, String text, StreamingAnswer.Forward forward) {
        return locked(
                () -> {
                    if (left) {
                        return false;
                    }
                    if (begins) {
                        begin(new StreamingAnswer(conversation, message, this, forward));
                    }
                    writing.filter(now -> now.isAbout(message)).ifPresent(now -> now.add(text));
                    boolean _ = leaveIfEmpty();
                    return true;
                });
    }

    /// A piece written elsewhere, where it stands in the answer. Without what is before it, it is of no use.
    boolean goOn(UUID message, int at, String text) {
        return locked(
                () -> {
                    if (left) {
                        return false;
                    }
                    if (at == 0) {
                        begin(new StreamingAnswer(conversation, message, this, (_, _) -> {}));
                    }
                    writing.filter(now -> now.isAbout(message) && now.length() == at)
                            .ifPresent(now -> now.add(text));
                    boolean _ = leaveIfEmpty();
                    return true;
                });
    }

    private void begin(StreamingAnswer fresh) {
        writing.ifPresent(StreamingAnswer::silence);
        writing = Optional.of(fresh);
        everybody().forEach(Subscriber::beginWriting);
    }

    /// The message is there: its pieces are no longer of interest.
    void written(UUID message) {
        locked(() -> end(now -> now.isAbout(message)));
    }

    /// A writing whose run died and was never taken up again.
    void forgetOldWriting() {
        locked(() -> end(StreamingAnswer::isOld));
    }

    private boolean end(Predicate<StreamingAnswer> which) {
        writing.filter(which)
                .ifPresent(
                        now -> {
                            now.silence();
                            writing = Optional.empty();
                        });
        return leaveIfEmpty();
    }

    /// Shows a piece to everybody, unless the writing is over or was taken from the bot; false then.
    boolean show(StreamingAnswer from, String piece) {
        return locked(
                () -> {
                    if (from.isSilent()) {
                        return false;
                    }
                    everybody().forEach(subscriber -> subscriber.show(from.message(), piece));
                    return true;
                });
    }

    boolean mayWrite(UUID message) {
        return store.mayWrite(conversation, message);
    }

    /// Those who are here now: one who turns out to be gone leaves while we go through them.
    private List<Subscriber> everybody() {
        return List.copyOf(seats);
    }

    <T> T locked(Supplier<T> step) {
        lock.lock();
        try {
            return step.get();
        } finally {
            lock.unlock();
        }
    }
}
