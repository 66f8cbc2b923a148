package handcar.rag.extract;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Runs a reader that cannot be trusted to end. It works on a thread of its own while the caller looks at how much
/// processor time it took since it last had something to show; when that is too much it is told to stop, and left alone
/// if it does not listen. Processor time and not the clock, so that a busy machine refuses nobody's document.
final class CpuLimitedParser {
    /// Without a new piece of text. A slow page takes a tenth of it.
    private static final Duration PATIENCE = Duration.ofMillis(1_200);

    /// More for each megabyte of the file.
    private static final Duration PATIENCE_PER_MEGABYTE = Duration.ofMillis(50);

    /// For a whole document, whatever it shows. A thousand pages take a third of it.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// If the machine is so busy that even this is not enough, the document can be uploaded again.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private static final Duration LOOK = Duration.ofMillis(50);

    /// The parser calls itself for what is nested; deeper than this is no document.
    private static final long STACK = 1 << 20;

    /// Threads that did not listen and may be running still.
    private static final int MOST_LEFT_ALONE = 2;

    private static final Logger LOG = System.getLogger(CpuLimitedParser.class.getName());

    private static final AtomicInteger LEFT_ALONE = new AtomicInteger();

    /// Work that says now and then how far it is.
    interface Reading<T> {
        T read(Watch watch) throws IOException;
    }

    /// Between the one who reads and the one who waits.
    static final class Watch {
        private final AtomicLong shown = new AtomicLong();
        private volatile boolean stopped;

        /// Called by the reader wherever it can end.
        void check() throws IOException {
            if (stopped) {
                throw new IOException("The document takes too long.");
            }
        }

        /// Called by the reader when there is more text than before.
        void progress() {
            shown.incrementAndGet();
        }
    }

    private sealed interface Result<T> {}

    private record Read<T>(T value) implements Result<T> {}

    private record Failed<T>(Throwable failure) implements Result<T> {}

    private record Running<T>() implements Result<T> {}

    private CpuLimitedParser() {}

    /// The result, or [UnreadableDocumentException].
    static <T> T read(int bytes, Reading<T> reading) {
        if (LEFT_ALONE.get() >= MOST_LEFT_ALONE) {
            throw new UnreadableDocumentException(
                    "The server is still busy with a hostile file. Try again later.");
        }
        Watch watch = new Watch();
        AtomicReference<Result<T>> result = new AtomicReference<>(new Running<>());
        AtomicInteger ended = new AtomicInteger();
        Thread reader =
                new Thread(
                        null,
                        () -> {
                            result.set(run(reading, watch));
                            if (!ended.compareAndSet(0, 1)) {
                                LEFT_ALONE.decrementAndGet();
                            }
                        },
                        "reading",
                        STACK);
        reader.setDaemon(true);
        reader.start();
        boolean inTime = await(reader, watch, bytes);
        Result<T> found = Objects.requireNonNull(result.get());
        if (found instanceof Running<T> && ended.compareAndSet(0, 2)) {
            LEFT_ALONE.incrementAndGet();
        }
        return outcome(found, inTime);
    }

    private static <T> Result<T> run(Reading<T> reading, Watch watch) {
        try {
            return new Read<>(reading.read(watch));
        } catch (Throwable anything) {
            // stack overflows and exhausted memory included: they are what a hostile file is after
            return new Failed<>(anything);
        }
    }

    private static boolean await(Thread reader, Watch watch, int bytes) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long patience = PATIENCE.plus(PATIENCE_PER_MEGABYTE.multipliedBy(bytes >> 20)).toNanos();
        long deadline = System.nanoTime() + LONGEST_WAIT.toNanos();
        long shown = 0;
        long since = 0;
        try {
            while (!reader.join(LOOK)) {
                long used = threads.getThreadCpuTime(reader.threadId());
                if (watch.shown.get() != shown) {
                    shown = watch.shown.get();
                    since = used;
                }
                if (used - since > patience
                        || used > LONGEST.toNanos()
                        || System.nanoTime() > deadline) {
                    watch.stopped = true;
                    reader.join(LOOK);
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            watch.stopped = true;
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static <T> T outcome(Result<T> found, boolean inTime) {
        return switch (found) {
            case Read<T>(T value) -> value;
            case Failed<T>(UnreadableDocumentException said) -> throw said;
            case Failed<T>(Throwable failure) when inTime -> {
                LOG.log(Level.DEBUG, "A document could not be read", failure);
                throw new UnreadableDocumentException(
                        "This PDF is damaged. Export it again and upload the new file.");
            }
            case Failed<T> _, Running<T> _ ->
                    throw new UnreadableDocumentException(
                            "This file takes far too long to read for its size, so it was not read"
                                    + " any further.");
        };
    }
}
