package handcar.llm.cost;

import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// The ledger of programs' calls, kept for a moment and written many at a time: a statement for each call would cost more
/// than the rest of the gateway. What a killed process had not written yet, [#LATEST] at most, is missing in the ledger;
/// an orderly stop writes it. Writes only while there is something to write, so an idle server is silent.
public final class BufferedCallLog implements CallLog, AutoCloseable {
    /// How late a call may stand in the table.
    static final Duration LATEST = Duration.ofMillis(500);

    /// In one statement.
    private static final int PAGE = 1_000;

    /// Some megabytes. A database that is away longer than that many calls loses the oldest ones.
    private static final int MOST = 20_000;

    /// How often writing is tried when the server stops.
    private static final int LAST_TRIES = 3;

    private static final Logger LOG = System.getLogger(BufferedCallLog.class.getName());

    private final Consumer<List<ModelCall>> book;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ModelCall> calls = new ArrayDeque<>();
    private final OnDemandThread writer = new OnDemandThread("call-log", this::write);
    private long lost;

    /// @param book writes calls down, all or none
    public BufferedCallLog(Consumer<List<ModelCall>> book) {
        this.book = book;
    }

    @Override
    public void record(ModelCall call) {
        boolean full;
        lock.lock();
        try {
            if (calls.size() == MOST) {
                calls.removeFirst();
                lost++;
            }
            calls.addLast(call);
            full = calls.size() >= PAGE;
        } finally {
            lock.unlock();
        }
        if (full) {
            writer.wake();
        } else {
            writer.start();
        }
    }

    private boolean write() {
        writer.rest(LATEST);
        List<ModelCall> page = page();
        if (page.isEmpty()) {
            return false;
        }
        boolean _ = write(page);
        return true;
    }

    private boolean write(List<ModelCall> page) {
        try {
            book.accept(page);
            tellLost();
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, page.size() + " model calls wait for the ledger", e);
            putBack(page);
            return false;
        }
    }

    private List<ModelCall> page() {
        lock.lock();
        try {
            List<ModelCall> page = new ArrayList<>(Math.min(PAGE, calls.size()));
            while (page.size() < PAGE && !calls.isEmpty()) {
                page.add(calls.removeFirst());
            }
            return page;
        } finally {
            lock.unlock();
        }
    }

    private void putBack(List<ModelCall> page) {
        lock.lock();
        try {
            for (ModelCall call : page.reversed()) {
                if (calls.size() < MOST) {
                    calls.addFirst(call);
                } else {
                    lost++;
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellLost() {
        lock.lock();
        try {
            if (lost > 0) {
                LOG.log(Level.WARNING, lost + " model calls are missing in the ledger");
                lost = 0;
            }
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is left.
    @Override
    public void close() {
        writer.close();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int failed = 0;
        while (!calls.isEmpty() && failed < LAST_TRIES) {
            failed += write(page()) ? 0 : 1;
        }
    }
}
