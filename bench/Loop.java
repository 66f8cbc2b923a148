import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/// One selector and its timers: what the benchmarks' clients and the simulated provider run on. They share two cores with
/// what they measure, so they must cost next to nothing. Whatever runs on a loop runs alone.
final class Loop implements AutoCloseable {
    /// Hears that its channel is ready.
    @FunctionalInterface
    interface Ready {
        void on(SelectionKey key) throws IOException;
    }

    private final Selector selector;

    /// With a thread of its own: a selector waits whole milliseconds only. The provider would be late by half of one, and
    /// its answers would come in flocks.
    private final ScheduledThreadPoolExecutor timers;

    private final ReentrantLock turn = new ReentrantLock();
    private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
    private volatile boolean open = true;

    Loop(String name) throws IOException {
        selector = Selector.open();
        timers =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(name + " timer").factory());
        Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /// Runs something soon.
    void ask(Runnable action) {
        asked.add(action);
        selector.wakeup();
    }

    /// Runs something at `System.nanoTime()` = `at`, never early.
    void at(long at, Runnable action) {
        timers.schedule(() -> due(action), at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    /// Tells `ready` whenever the channel can be read, written or accepted from.
    SelectionKey watch(SelectableChannel channel, int interest, Ready ready) throws IOException {
        channel.configureBlocking(false);
        SelectionKey key = channel.register(selector, interest, ready);
        selector.wakeup();
        return key;
    }

    private void run() {
        try {
            while (open) {
                for (Runnable action = asked.poll(); action != null; action = asked.poll()) {
                    alone(action);
                }
                selector.select(this::ready);
            }
            selector.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What goes wrong ends the loop; the timers would keep it to themselves.
    private void due(Runnable action) {
        try {
            alone(action);
        } catch (RuntimeException e) {
            ask(
                    () -> {
                        throw e;
                    });
        }
    }

    private void alone(Runnable action) {
        turn.lock();
        try {
            action.run();
        } finally {
            turn.unlock();
        }
    }

    private void ready(SelectionKey key) {
        turn.lock();
        try {
            ((Ready) key.attachment()).on(key);
        } catch (CancelledKeyException _) {
            // closed by its owner a moment ago
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public void close() {
        open = false;
        timers.shutdownNow();
        selector.wakeup();
    }
}
