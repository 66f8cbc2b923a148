package handcar.http.stream;

import module java.base;

import handcar.time.OnDemandThread;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.webserver.CloseConnectionException;

import java.util.logging.Level;
import java.util.logging.Logger;

/// What waits to be written to one listening client, bounded in number and size. Any thread may put items in. The thread
/// that writes them exists only while there are some, since most clients receive nothing most of the time.
final class BufferedSink implements EventSink {
    private static final Logger LOG = Logger.getLogger(BufferedSink.class.getName());

    /// A burst of deltas fits; a client further behind catches up better by reconnecting.
    private static final int MAX_ITEMS = 256;

    /// Characters waiting: a thousand slow clients cost some hundred megabytes at most.
    private static final int MAX_CHARACTERS = 512 * 1024;

    /// Characters a client may have waiting even while memory is short: a long answer.
    private static final int ALWAYS_ALLOWED = 32 * 1024;

    /// A client that accepts nothing for so long is treated as gone.
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Item> items = new ArrayDeque<>(2);
    private final List<Runnable> closers = new ArrayList<>(2);
    private final OnDemandThread writer = new OnDemandThread("stream-writer", this::write);
    private final Line line;

    /// The share of the heartbeat after which this client gets one, so that not all get it at once after an event for all.
    private final double share = ThreadLocalRandom.current().nextDouble(.5, 1);

    private long writtenAt = System.nanoTime();
    private int characters;
    private boolean open = true;
    private boolean ended;

    /// What is to be written.
    sealed interface Item {
        record Event(StreamEvent text) implements Item {}

        record Heartbeat() implements Item {}

        record Pong(BufferData payload) implements Item {}

        /// The last item: the stream ends in good order, with a WebSocket's code and reason.
        record End(int code, String reason) implements Item {}

        default int characters() {
            return this instanceof Event event ? event.text().json().length() : 1;
        }
    }

    /// The connection of the client, written to by one thread at a time.
    interface Line {
        /// Throws what connections throw when the client is gone.
        void write(Item item);

        /// Breaks the connection, also while a thread is blocked in writing to it.
        void cut();
    }

    BufferedSink(Line line) {
        this.line = line;
    }

    @Override
    public boolean send(StreamEvent event) {
        return put(new Item.Event(event), MAX_WAIT);
    }

    @Override
    public boolean offer(StreamEvent event) {
        return put(new Item.Event(event), Duration.ZERO);
    }

    /// Answers a WebSocket's ping.
    void pong(BufferData payload) {
        put(new Item.Pong(payload), Duration.ZERO);
    }

    /// Sends a sign of life to a client that received nothing for nearly so long.
    void beat(Duration heartbeat) {
        lock.lock();
        try {
            boolean quiet = System.nanoTime() - writtenAt > heartbeat.toNanos() * share;
            if (open && !ended && writer.isIdle() && quiet) {
                add(new Item.Heartbeat());
            }
        } finally {
            lock.unlock();
        }
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

    /// Ends the stream after what is queued.
    void end(int code, String reason) {
        lock.lock();
        try {
            if (open && !ended) {
                ended = true;
                add(new Item.End(code, reason));
            }
        } finally {
            lock.unlock();
        }
    }

    /// Waits until the client is gone, at most for `wait`.
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

    /// Lets a handler feed this sink. When it fails, the stream ends and the client reconnects.
    void feedBy(Consumer<EventSink> feed) {
        try {
            feed.accept(this);
        } catch (RuntimeException e) {
            if (isOpen()) {
                LOG.log(Level.WARNING, "stream.failed", e);
            }
            end(1011, "failed");
        }
    }

    private boolean put(Item item, Duration wait) {
        lock.lock();
        try {
            long nanos = wait.toNanos();
            while (open && !ended && isFull() && nanos > 0) {
                nanos = changed.awaitNanos(nanos);
            }
            if (!open || ended) {
                return false;
            }
            if (!isFull()) {
                add(item);
                return true;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
        LOG.fine("stream.cut reason=behind");
        cutOff();
        return false;
    }

    private boolean isFull() {
        return items.size() >= MAX_ITEMS || characters >= MAX_CHARACTERS;
    }

    /// Must be called with the lock held.
    private void add(Item item) {
        items.add(item);
        characters += item.characters();
        writer.start();
    }

    private boolean write() {
        Optional<Item> next = next();
        boolean written = false;
        try {
            next.ifPresent(line::write);
            if (next.isPresent() && next.get() instanceof Item.End) {
                gone();
            }
            written = true;
        } catch (UncheckedIOException | SocketWriterException | CloseConnectionException e) {
            LOG.log(Level.FINE, "stream.cut reason=left", e);
        } finally {
            if (!written) {
                cutOff();
            }
        }
        return written && next.isPresent();
    }

    /// The next item; empty when there is none.
    private Optional<Item> next() {
        lock.lock();
        try {
            Optional<Item> item = Optional.ofNullable(items.poll());
            item.ifPresent(taken -> characters -= taken.characters());
            writtenAt = System.nanoTime();
            changed.signalAll();
            return item;
        } finally {
            lock.unlock();
        }
    }

    /// Cuts the client off if much waits for it.
    void cutOffIfBehind() {
        lock.lock();
        try {
            if (!open || characters <= ALWAYS_ALLOWED) {
                return;
            }
        } finally {
            lock.unlock();
        }
        cutOff();
    }

    private void cutOff() {
        gone();
        line.cut();
    }

    /// The client is gone: whoever feeds it is told.
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
        for (Runnable action : actions) {
            try {
                action.run();
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "stream.close_failed", e);
            }
        }
    }
}
