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

    private final ArrayDeque<Item> items = new ArrayDeque<>(2);
    private final List<Runnable> closers = new ArrayList<>(2);
    private final OnDemandThread writer = new OnDemandThread("stream-writer", this::write);
    private final Line line;

    /// The share of the heartbeat after which this client gets one, so that the heartbeats of all clients are spread after
    /// an event for all.
    private final double share = ThreadLocalRandom.current().nextDouble(.5, 1);

    private final Duration heartbeat;
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

    /// @param heartbeat how long the client may hear nothing
    BufferedSink(Line line, Duration heartbeat) {
        this.line = line;
        this.heartbeat = heartbeat;
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
    synchronized void beat() {
        boolean quiet = System.nanoTime() - writtenAt > heartbeat.toNanos() * share;
        if (open && !ended && writer.isIdle() && quiet) {
            add(new Item.Heartbeat());
        }
    }

    @Override
    public void onClose(Runnable action) {
        synchronized (this) {
            if (open) {
                closers.add(action);
                return;
            }
        }
        action.run();
    }

    @Override
    public synchronized boolean isOpen() {
        return open && !ended;
    }

    @Override
    public void close() {
        end(1000, "done");
    }

    /// Ends the stream after what is queued.
    synchronized void end(int code, String reason) {
        if (open && !ended) {
            ended = true;
            add(new Item.End(code, reason));
        }
    }

    /// Waits until the client is gone, at most for `wait`.
    void awaitGone(Duration wait) throws InterruptedException {
        awaitUntil(() -> !open, wait);
    }

    /// Waits for a change that makes the condition true, at most for `wait`.
    private synchronized void awaitUntil(BooleanSupplier condition, Duration wait)
            throws InterruptedException {
        long end = System.nanoTime() + wait.toNanos();
        while (!condition.getAsBoolean() && end - System.nanoTime() > 0) {
            TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
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
        synchronized (this) {
            try {
                awaitUntil(() -> !isOpen() || !isFull(), wait);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            if (!isOpen()) {
                return false;
            }
            if (!isFull()) {
                add(item);
                return true;
            }
        }
        LOG.fine("stream.cut reason=behind");
        cutOff();
        return false;
    }

    private boolean isFull() {
        return items.size() >= MAX_ITEMS || characters >= MAX_CHARACTERS;
    }

    private synchronized void add(Item item) {
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
    private synchronized Optional<Item> next() {
        Optional<Item> item = Optional.ofNullable(items.poll());
        item.ifPresent(taken -> characters -= taken.characters());
        writtenAt = System.nanoTime();
        notifyAll();
        return item;
    }

    /// Cuts the client off if much waits for it.
    void cutOffIfBehind() {
        synchronized (this) {
            if (!open || characters <= ALWAYS_ALLOWED) {
                return;
            }
        }
        cutOff();
    }

    private void cutOff() {
        gone();
        line.cut();
    }

    /// The client is gone: the actions of [#onClose] run.
    void gone() {
        List<Runnable> actions;
        synchronized (this) {
            open = false;
            items.clear();
            characters = 0;
            actions = List.copyOf(closers);
            closers.clear();
            notifyAll();
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
