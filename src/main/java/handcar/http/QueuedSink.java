package handcar.http;

import handcar.json.Json;

import io.helidon.common.buffers.BufferData;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What waits to be written to one listening client, bounded in number and size. Feeders put in from any thread, the one
/// writer of the connection takes out.
final class QueuedSink implements EventSink {
    private static final Logger LOG = Logger.getLogger(QueuedSink.class.getName());

    /// A burst of deltas fits; a client further behind catches up better by reconnecting.
    private static final int MOST_ITEMS = 256;

    /// Characters waiting, so that a thousand slow clients cost at most some hundred megabytes and not gigabytes.
    private static final int MOST_CHARACTERS = 512 * 1024;

    /// What a client may have waiting even when memory is short: a long answer.
    private static final int SPARE = 32 * 1024;

    /// A client that takes nothing for so long is gone or as good as gone.
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>();
    private final List<Runnable> closers = new ArrayList<>();
    private final Runnable cutter;
    private int characters;
    private boolean open = true;
    private boolean ended;

    /// What the writer is to do next.
    sealed interface Item {
        record Event(OptionalLong id, String name, String json) implements Item {}

        record Pong(BufferData payload) implements Item {}

        /// The last one: the stream ends in good order, with the WebSocket's code and reason.
        record End(int code, String reason) implements Item {}
    }

    /// @param cutter breaks the connection under a writer that is stuck in it
    QueuedSink(Runnable cutter) {
        this.cutter = cutter;
    }

    @Override
    public boolean send(OptionalLong id, String event, Map<String, ?> data) {
        return put(new Item.Event(id, event, Json.text(data)), PATIENCE);
    }

    @Override
    public boolean offer(OptionalLong id, String event, Map<String, ?> data) {
        return put(new Item.Event(id, event, Json.text(data)), Duration.ZERO);
    }

    /// Answers a WebSocket ping.
    void pong(BufferData payload) {
        put(new Item.Pong(payload), Duration.ZERO);
    }

    @Override
    public void onClose(Runnable action) {
        lock.lock();
        try {
            if (open) {
                closers.add(action);
                return;
            }
        } finally {
            lock.unlock();
        }
        action.run();
    }

    @Override
    public boolean isOpen() {
        lock.lock();
        try {
            return open && !ended;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        end(1000, "done");
    }

    /// Ends after what is queued.
    void end(int code, String reason) {
        lock.lock();
        try {
            if (open && !ended) {
                ended = true;
                items.add(new Item.End(code, reason));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the client is gone, for at most `wait`.
    void awaitGone(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (open && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Lets the source feed this sink; a source that fails ends the stream, the client reconnects.
    void feedBy(Consumer<EventSink> feed) {
        try {
            feed.accept(this);
        } catch (RuntimeException e) {
            if (isOpen()) {
                LOG.log(Level.WARNING, "An event stream's source failed", e);
            }
            end(1011, "failed");
        }
    }

    /// The next item; empty when nothing came within `wait` or the client is gone.
    Optional<Item> take(Duration wait) throws InterruptedException {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (items.isEmpty() && open && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            Optional<Item> item = Optional.ofNullable(items.poll());
            item.ifPresent(taken -> characters -= size(taken));
            changed.signalAll();
            return item;
        } finally {
            lock.unlock();
        }
    }

    /// The client is gone: whoever feeds it hears of it.
    void gone() {
        List<Runnable> actions;
        lock.lock();
        try {
            open = false;
            items.clear();
            characters = 0;
            actions = List.copyOf(closers);
            closers.clear();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        actions.forEach(QueuedSink::quietly);
    }

    private boolean put(Item item, Duration wait) {
        boolean behind;
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (open && !ended && isFull() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (!open || ended) {
                return false;
            }
            behind = isFull();
            if (!behind) {
                items.add(item);
                characters += size(item);
                changed.signalAll();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
        if (behind) {
            cutOff();
        }
        return !behind;
    }

    /// Cuts the client off if much waits for it.
    void letGoIfBehind() {
        boolean behind;
        lock.lock();
        try {
            behind = open && characters > SPARE;
        } finally {
            lock.unlock();
        }
        if (behind) {
            cutOff();
        }
    }

    private void cutOff() {
        LOG.fine("A listening client is too far behind and is cut off");
        gone();
        cutter.run();
    }

    private boolean isFull() {
        return items.size() >= MOST_ITEMS || characters >= MOST_CHARACTERS;
    }

    private static int size(Item item) {
        return item instanceof Item.Event event ? event.json().length() : 1;
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A listener could not say goodbye", e);
        }
    }
}
