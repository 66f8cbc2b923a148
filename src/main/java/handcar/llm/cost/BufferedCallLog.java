package handcar.llm.cost;

import module java.base;

import handcar.db.DataErrors;
import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Keeps the calls of programs for a moment and writes many at a time, because a statement for each call would cost more
/// than the rest of a proxied request. Those of the last [#LATEST] are missing after `kill -9`; an orderly stop writes them.
/// A call for a conversation is in the table when [#record] returns, which is before its answer is stored, so that no answer
/// exists without its cost; and so is a call of an API key with a budget, which then has again what was set aside for the call. No thread runs while there is nothing to write.
public final class BufferedCallLog implements CallLog, AutoCloseable {
    /// A call is in the table after this time at the latest.
    static final Duration LATEST = Duration.ofMillis(500);

    /// Calls in one statement.
    private static final int PAGE = 1_000;

    /// Calls in memory, some megabytes. While the database is away longer than that, the oldest ones are lost.
    private static final int MOST = 20_000;

    /// Tries to write when the server stops.
    private static final int LAST_TRIES = 3;

    private static final Logger LOG = System.getLogger(BufferedCallLog.class.getName());

    private final Consumer<List<ModelCall>> table;
    private final BlockingDeque<ModelCall> calls = new LinkedBlockingDeque<>(MOST);
    private final AtomicLong lost = new AtomicLong();
    private final OnDemandThread writer = new OnDemandThread("call-log", this::write);

    /// @param table writes calls, all or none
    public BufferedCallLog(Consumer<List<ModelCall>> table) {
        this.table = table;
    }

    @Override
    public void record(ModelCall call) {
        if (call.origin().conversation().isPresent() || call.origin().isBudgeted()) {
            if (!write(List.of(call))) {
                writer.start();
            }
            return;
        }
        while (!calls.offerLast(call)) {
            lost.addAndGet(calls.pollFirst() == null ? 0 : 1);
        }
        if (calls.size() >= PAGE) {
            writer.wake();
        } else {
            writer.start();
        }
    }

    private boolean write() {
        writer.rest(LATEST);
        List<ModelCall> page = new ArrayList<>();
        if (calls.drainTo(page, PAGE) == 0) {
            return false;
        }
        boolean _ = write(page);
        return true;
    }

    private boolean write(List<ModelCall> page) {
        try {
            table.accept(page);
        } catch (RuntimeException e) {
            if (DataErrors.isBehind(e)) {
                return writeApart(page);
            }
            LOG.log(Level.WARNING, "call_log.delayed calls=" + page.size(), e);
            page.reversed().forEach(call -> lost.addAndGet(calls.offerFirst(call) ? 0 : 1));
            return false;
        }
        long missing = lost.getAndSet(0);
        if (missing > 0) {
            LOG.log(Level.WARNING, "call_log.lost calls=" + missing);
        }
        return true;
    }

    /// Halves the page until the rows are found that no table takes. They are told and left out, so that they keep back no others; what
    /// they say stays out of the log.
    private boolean writeApart(List<ModelCall> page) {
        if (page.size() == 1) {
            LOG.log(Level.WARNING, "call_log.unwritable id=" + page.getFirst().id());
            return true;
        }
        boolean whole = write(page.subList(0, page.size() / 2));
        whole &= write(page.subList(page.size() / 2, page.size()));
        return whole;
    }

    /// Writes the rest.
    @Override
    public void close() {
        writer.close();
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int failed = 0;
        List<ModelCall> page = new ArrayList<>();
        while (failed < LAST_TRIES && calls.drainTo(page, PAGE) > 0) {
            failed += write(page) ? 0 : 1;
            page = new ArrayList<>();
        }
    }
}
