package handcar.chat;

import handcar.http.EventText;

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
/// What is kept is read by [Rounds] alone, so that it is handed over in the order it was read; the lock is only ever held
/// for a moment, so that nobody who writes or rings waits for the database.
final class Audience {
    private final UUID conversation;
    private final ChatStore store;
    private final Rounds rounds;
    private final Consumer<Audience> onEmpty;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Seat> seats = new ArrayList<>(1);
    private Optional<Writing> writing = Optional.empty();
    private boolean left;

    Audience(UUID conversation, ChatStore store, Rounds rounds, Consumer<Audience> onEmpty) {
        this.conversation = conversation;
        this.store = store;
        this.rounds = rounds;
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
    boolean take(Seat seat) {
        boolean stillWriting = isStillWriting();
        boolean taken = locked(() -> seated(seat, stillWriting));
        if (taken) {
            // runs at once for a client who has gone meanwhile
            seat.onLeave(() -> leave(seat));
            wake();
        }
        return taken;
    }

    private boolean isStillWriting() {
        Optional<Writing> now = locked(() -> writing);
        return now.isPresent() && store.mayWrite(conversation, now.get().message());
    }

    private boolean seated(Seat seat, boolean stillWriting) {
        if (left) {
            return false;
        }
        seats.add(seat);
        if (stillWriting) {
            writing.filter(now -> !now.isSilent()).ifPresent(now -> now.showSoFar(seat));
        } else {
            writing.ifPresent(Writing::silence);
        }
        return true;
    }

    private void leave(Seat seat) {
        locked(
                () -> {
                    seats.remove(seat);
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
        rounds.ask(this);
    }

    /// The last event that all who are here have seen; empty when nobody is.
    OptionalLong seen() {
        return locked(() -> seats.stream().mapToLong(Seat::last).min());
    }

    /// Hands over what was kept after an event. Who came meanwhile and has not even seen that one waits for the next round.
    void hear(long after, List<Event> events) {
        if (!events.isEmpty()) {
            locked(() -> heard(after, events));
        }
    }

    private boolean heard(long after, List<Event> events) {
        long last = events.getLast().seq();
        List<Seat> missing =
                seats.stream().filter(seat -> seat.last() >= after && seat.last() < last).toList();
        for (Event event : events) {
            EventText text = event.text();
            missing.forEach(seat -> seat.show(event.seq(), text));
            writing.filter(now -> event.takesTheBotOff() || event.isMessage(now.message()))
                    .ifPresent(Writing::silence);
        }
        return true;
    }

    /// Tells something fleeting.
    void tell(String name, Map<String, ?> data) {
        locked(
                () -> {
                    EventText text = EventText.of(OptionalLong.empty(), name, data);
                    everybody().forEach(seat -> seat.show(text));
                    return true;
                });
    }

    /// A piece written here; `begins` starts the answer anew. False when everybody has left here for good.
    boolean write(UUID message, boolean begins, String text, Writing.Forward forward) {
        return locked(
                () -> {
                    if (left) {
                        return false;
                    }
                    if (begins) {
                        begin(new Writing(conversation, message, this, forward));
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
                        begin(new Writing(conversation, message, this, (_, _) -> {}));
                    }
                    writing.filter(now -> now.isAbout(message) && now.length() == at)
                            .ifPresent(now -> now.add(text));
                    boolean _ = leaveIfEmpty();
                    return true;
                });
    }

    private void begin(Writing fresh) {
        writing.ifPresent(Writing::silence);
        writing = Optional.of(fresh);
        everybody().forEach(Seat::beginWriting);
    }

    /// The message is there: its pieces are no longer of interest.
    void written(UUID message) {
        locked(() -> end(now -> now.isAbout(message)));
    }

    /// A writing whose run died and was never taken up again.
    void forgetOldWriting() {
        locked(() -> end(Writing::isOld));
    }

    private boolean end(Predicate<Writing> which) {
        writing.filter(which)
                .ifPresent(
                        now -> {
                            now.silence();
                            writing = Optional.empty();
                        });
        return leaveIfEmpty();
    }

    /// Shows a piece to everybody, unless the writing is over or was taken from the bot; false then.
    boolean show(Writing from, String piece) {
        return locked(
                () -> {
                    if (from.isSilent()) {
                        return false;
                    }
                    everybody().forEach(seat -> seat.show(from.message(), piece));
                    return true;
                });
    }

    boolean mayWrite(UUID message) {
        return store.mayWrite(conversation, message);
    }

    /// Those who are here now: one who turns out to be gone leaves while we go through them.
    private List<Seat> everybody() {
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
