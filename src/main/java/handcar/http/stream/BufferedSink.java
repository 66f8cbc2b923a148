package handcar.http.stream;

import handcar.time.OnDemandThread;

import io.helidon.common.buffers.BufferData;
import io.helidon.common.socket.SocketWriterException;
import io.helidon.webserver.CloseConnectionException;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.Logger;

/// What waits to be written to one listening client, bounded in number and size. Feeders put in from any thread; a thread
/// that takes out and writes is there only while there is something, since most listeners hear nothing most of the time.
final class BufferedSink implements EventSink {
    private static final Logger LOG = Logger.getLogger(BufferedSink.class.getName());

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
    private final ArrayDeque<Item> items = new ArrayDeque<>(2);
    private final List<Runnable> closers = new ArrayList<>(2);
    private final Line line;

    /// The share of the heartbeat that this client waits for it: after something that all heard at once, not all hearts beat
    /// at once.
    private final double calm = ThreadLocalRandom.current().nextDouble(.5, 1);

    private long writtenAt = System.nanoTime();
    private int characters;
    private final OnDemandThread writer = new OnDemandThread("stream-writer", this::write);
    private boolean open = true;
    private boolean ended;

    /// What is to be written next.
    sealed interface Item {
        record Event(StreamEvent text) implements Item {}

        record Heartbeat() implements Item {}

        record Pong(BufferData payload) implements Item {}

        /// The last one: the stream ends in good order, with the WebSocket's code and reason.
        record End(int code, String reason) implements Item {}
    }

    /// The connection below, in its own way of speaking. Only one thread at a time writes to it.
    interface Line {
        /// Throws what connections throw when the client is gone.
        void write(Item item);

        /// Breaks the connection, also under one who is stuck in writing to it.
        void cut();
    }

    BufferedSink(Line line) {
        this.line = line;
    }

    @Override
    public boolean send(StreamEvent event) {
        return put(new Item.Event(event), PATIENCE);
    }

    @Override
    public boolean offer(StreamEvent event) {
        return put(new Item.Event(event), Duration.ZERO);
    }

    /// Gives a sign of life to a client who heard nothing for nearly so long.
    void beat(Duration heartbeat) {
        lock.lock();
        try {
            boolean quiet = System.nanoTime() - writtenAt > heartbeat.toNanos() * calm;
            if (open && !ended && writer.isIdle() && quiet) {
                add(new Item.Heartbeat());
            }
        } finally {
            lock.unlock();
        }
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
                add(new Item.End(code, reason));
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

    /// Under the lock.
    private void add(Item item) {
        items.add(item);
        characters += size(item);
        writer.start();
    }

    private boolean write() {
        Optional<Item> next = next();
        boolean written = false;
        try {
            if (next.isPresent()) {
                line.write(next.get());
            }
            if (next.isPresent() && next.get() instanceof Item.End) {
                gone();
            }
            written = true;
        } catch (UncheckedIOException | SocketWriterException | CloseConnectionException e) {
            LOG.log(Level.FINE, "stream.client_gone", e);
        } finally {
            if (!written) {
                cutOff();
            }
        }
        return written && next.isPresent();
    }

    /// The next item; empty when there is none, and then the writer is over.
    private Optional<Item> next() {
        lock.lock();
        try {
            Optional<Item> item = Optional.ofNullable(items.poll());
            item.ifPresent(taken -> characters -= size(taken));
            writtenAt = System.nanoTime();
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
        actions.forEach(BufferedSink::quietly);
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
                add(item);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
        if (behind) {
            LOG.fine("A listening client is too far behind and is cut off");
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
        gone();
        line.cut();
    }

    private boolean isFull() {
        return items.size() >= MOST_ITEMS || characters >= MOST_CHARACTERS;
    }

    private static int size(Item item) {
        return item instanceof Item.Event event ? event.text().json().length() : 1;
    }

    private static void quietly(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A listener could not say goodbye", e);
        }
    }
}
