package handcar.config;

import module java.base;

import org.jspecify.annotations.Nullable;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/// Sets up logging at the start, and carries the request id that every log line of a request shows. A log message is an
/// event and its values: `worker.suspended duration=40s`.
///
/// A message is one event with its values, `event key=value key=value`: `worker.suspended duration=40s`. The event is
/// `subject.what_happened` in lower case, the same in every line of its kind, so that it can be searched for. Units are part of
/// a value; a value that may have spaces is [#quoted]. An exception is passed as one. `HouseRulesTest` checks the form.
public final class Logging {
    private static final ScopedValue<String> REQUEST = ScopedValue.newInstance();

    /// Libraries that log routine matters at INFO.
    private static final List<String> VERBOSE =
            List.of("io.helidon", "com.zaxxer.hikari", "redis.clients", "org.apache", "io.zonky");

    /// Strong references: java.util.logging drops the level of a logger that is collected.
    private static final List<Logger> HELD = new ArrayList<>();

    private Logging() {}

    /// An exception's message as a value: in double quotes, those within it made single.
    public static String quoted(Throwable e) {
        return quoted(Objects.requireNonNullElse(e.getMessage(), e.toString()));
    }

    /// Text with spaces as a value.
    public static String quoted(String text) {
        return '"' + text.replace('"', '\'') + '"';
    }

    /// Logs to standard output from now on: JSON lines, or text on a terminal.
    ///
    /// @param level `trace`, `debug`, `info`, `warn` or `error`
    public static void start(Config.LogFormat format, String level) {
        boolean json =
                switch (format) {
                    case JSON -> true;
                    case TEXT -> false;
                    case AUTO -> Optional.ofNullable(System.console()).isEmpty();
                };
        start(json, level, System.out);
    }

    static void start(boolean json, String level, PrintStream out) {
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new LogHandler(out, new LogFormatter(json)));
        Level own = level(level);
        root.setLevel(own);
        for (String name : VERBOSE) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(own.intValue() < Level.INFO.intValue() ? Level.INFO : Level.WARNING);
            HELD.add(logger);
        }
        // logs a stack trace at WARNING when a client disconnects during a request
        Logger connections = Logger.getLogger("io.helidon.webserver.http1");
        connections.setLevel(Level.SEVERE);
        HELD.add(connections);
    }

    /// The id of the current request or job; empty outside of both.
    public static String requestId() {
        return REQUEST.isBound() ? REQUEST.get() : "";
    }

    /// A new id in the form of a random UUID. It is no secret, so the fast random generator suffices.
    public static String newRequestId() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(high, low).toString();
    }

    /// Runs the work with `requestId` on every log line; pass it on when starting another thread.
    public static void within(String requestId, Runnable work) {
        ScopedValue.where(REQUEST, requestId).run(work);
    }

    /// Calls the operation with `requestId` on every log line.
    public static <T extends @Nullable Object, X extends Throwable> T call(
            String requestId, ScopedValue.CallableOp<T, X> work) throws X {
        return ScopedValue.where(REQUEST, requestId).call(work);
    }

    private static Level level(String name) {
        return switch (name) {
            case "trace" -> Level.ALL;
            case "debug" -> Level.FINE;
            case "warn" -> Level.WARNING;
            case "error" -> Level.SEVERE;
            default -> Level.INFO;
        };
    }
}
