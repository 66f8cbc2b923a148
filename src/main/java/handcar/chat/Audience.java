package handcar.chat;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Those who listen to one conversation in this process, and the answer being written in it.
///
/// Two locks: whoever holds `reading` asks the database, so that events are handed over in the order they were read;
/// `lock` is only ever held for a moment, so that nobody who writes or rings waits for the database.
final class Audience {
    /// After the database refused us; the bell that brought us here does not ring again by itself.
    private static final Duration TROUBLE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Audience.class.getName());

    private final UUID conversation;
    private final ChatStore store;
    private final Consumer<Audience> onEmpty;
    private final ReentrantLock reading = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final List<Seat> seats = new CopyOnWriteArrayList<>();
    private Optional<Writing> writing = Optional.empty();
    private boolean left;

    Audience(UUID conversation, ChatStore store, Consumer<Audience> onEmpty) {
        this.conversation = conversation;
        this.store = store;
        this.onEmpty = onEmpty;
    }

    int size() {
        return seats.size();
    }

    /// Takes in a client who has caught up but for the last moment. False when everybody has left here for good.
    boolean take(Seat seat) {
        reading.lock();
        try {
            List<Event> missed = store.events(conversation, seat.last(), Seat.PAGE);
            boolean stillWriting = isStillWriting();
            boolean taken = locked(() -> seated(seat, missed, stillWriting));
            if (taken && missed.size() == Seat.PAGE) {
                wake();
            }
            return taken;
        } finally {
            boolean _ = locked(this::leaveIfEmpty);
            reading.unlock();
        }
    }

    private boolean isStillWriting() {
        Optional<Writing> now = locked(() -> writing);
        return now.isPresent() && store.mayWrite(conversation, now.get().message());
    }

    private boolean seated(Seat seat, List<Event> missed, boolean stillWriting) {
        if (left) {
            return false;
        }
        missed.forEach(seat::show);
        seats.add(seat);
        if (stillWriting) {
            writing.filter(now -> !now.isSilent()).ifPresent(now -> now.showSoFar(seat));
        } else {
            writing.ifPresent(Writing::silence);
        }
        // runs at once for a client who has gone meanwhile
        seat.onLeave(() -> leave(seat));
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
        if (!woken.getAndSet(true)) {
            Thread.ofVirtual().name("live " + conversation).start(this::look);
        }
    }

    private void look() {
        reading.lock();
        try {
            woken.set(false);
            List<Event> page;
            do {
                page = seats.isEmpty() ? List.of() : store.events(conversation, seen(), Seat.PAGE);
                List<Event> events = page;
                locked(() -> shown(events));
            } while (page.size() == Seat.PAGE);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Live events cannot be read: " + e.getMessage());
            tryAgain();
        } finally {
            reading.unlock();
        }
    }

    private long seen() {
        return seats.stream().mapToLong(Seat::last).min().orElse(Long.MAX_VALUE);
    }

    private boolean shown(List<Event> events) {
        for (Event event : events) {
            seats.forEach(seat -> seat.show(event));
            writing.filter(now -> event.takesTheBotOff() || event.isMessage(now.message()))
                    .ifPresent(Writing::silence);
        }
        return true;
    }

    private void tryAgain() {
        Thread.ofVirtual()
                .start(
                        () -> {
                            if (Writing.pause(TROUBLE)) {
                                wake();
                            }
                        });
    }

    /// Tells something fleeting.
    void tell(String name, Map<String, ?> data) {
        locked(
                () -> {
                    seats.forEach(seat -> seat.show(name, data));
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
        seats.forEach(Seat::beginWriting);
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
                    seats.forEach(seat -> seat.show(from.message(), piece));
                    return true;
                });
    }

    boolean mayWrite(UUID message) {
        return store.mayWrite(conversation, message);
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
