package handcar.rag.extract;

import module java.base;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/// Runs a parser that may never end. It works on its own thread while the caller measures how much processor time it has
/// used since its last progress. Past the limit it is asked to stop; if it does not, the caller goes on without it. Processor time and not the clock, so that a busy machine refuses nobody's document.
final class CpuLimitedParser {
    /// Processor time without new text. A slow page takes an eighth of it.
    private static final Duration PATIENCE = Duration.ofMillis(900);

    /// More for each megabyte of the file.
    private static final Duration PATIENCE_PER_MEGABYTE = Duration.ofMillis(40);

    /// Processor time for a whole document. A thousand pages take a third of it.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// If the machine is so busy that even this is not enough, the document can be uploaded again.
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private static final Duration LOOK = Duration.ofMillis(50);

    /// Bytes of stack. Parsers recurse for nested content; documents need less.
    private static final long STACK = 1 << 20;

    /// Parsers that were asked to stop and may still be running.
    private static final int MOST_LEFT_ALONE = 2;

    private static final Logger LOG = System.getLogger(CpuLimitedParser.class.getName());

    private static final AtomicInteger LEFT_ALONE = new AtomicInteger();

    /// Parsing that reports progress.
    interface Reading<T> {
        T read(Watch watch) throws IOException;
    }

    /// What the parser and the waiting caller share.
    static final class Watch {
        private final AtomicLong shown = new AtomicLong();
        private volatile boolean stopped;

        /// The parser calls this wherever it can stop.
        void check() throws IOException {
            if (stopped) {
                throw new IOException("The document takes too long.");
            }
        }

        /// The parser calls this when it has more text than before.
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
                LOG.log(Level.DEBUG, "document.unreadable", failure);
                throw new UnreadableDocumentException(
                        "This file is damaged. Export it again and upload the new file.");
            }
            case Failed<T> _, Running<T> _ ->
                    throw new UnreadableDocumentException(
                            "This file takes far too long to read for its size, so it was not read"
                                    + " any further.");
        };
    }
}
