import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// One thread over one selector, with timers: what the benchmarks' clients and the pretended provider run on. They share
/// two cores with what they measure, so they must cost next to nothing.
final class Loop implements AutoCloseable {
    /// Hears that its channel is ready.
    @FunctionalInterface
    interface Ready {
        void on(SelectionKey key) throws IOException;
    }

    private record Timer(long at, long number, Runnable action) {}

    private final Selector selector;
    private final Thread thread;
    private final PriorityQueue<Timer> timers =
            new PriorityQueue<>(
                    (a, b) ->
                            a.at == b.at
                                    ? Long.compare(a.number, b.number)
                                    : Long.compare(a.at - b.at, 0));
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;
    private long timersSoFar;

    Loop(String name) throws IOException {
        selector = Selector.open();
        thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /// Runs something on the loop's thread; from any thread.
    void ask(Runnable action) {
        asked.add(action);
        selector.wakeup();
    }

    /// Runs something on the loop's thread at `System.nanoTime()` = `at`, never early; from the loop's thread only.
    void at(long at, Runnable action) {
        timers.add(new Timer(at, timersSoFar++, action));
    }

    /// From the loop's thread only.
    SelectionKey watch(SelectableChannel channel, int interest, Ready ready) throws IOException {
        channel.configureBlocking(false);
        return channel.register(selector, interest, ready);
    }

    private void run() {
        try {
            while (open) {
                turn();
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void turn() throws IOException {
        for (Runnable action = asked.poll(); action != null; action = asked.poll()) {
            action.run();
        }
        long now = System.nanoTime();
        while (!timers.isEmpty() && timers.peek().at <= now) {
            timers.poll().action.run();
        }
        if (timers.isEmpty()) {
            selector.select(Loop::ready);
        } else {
            long wait = timers.peek().at - System.nanoTime();
            if (wait <= 0) {
                selector.selectNow(Loop::ready);
            } else {
                selector.select(Loop::ready, (wait + 999_999) / 1_000_000);
            }
        }
    }

    private static void ready(SelectionKey key) {
        try {
            ((Ready) key.attachment()).on(key);
        } catch (CancelledKeyException _) {
            // closed by its owner a moment ago
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        open = false;
        selector.wakeup();
    }
}
