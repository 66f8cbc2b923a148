package handcar.db;

import module java.base;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/// Reads what the embedded PostgreSQL writes while it starts, to say why it does not. The launcher logs these lines at INFO, where
/// nobody sees them.
final class PostgresOutput extends Handler implements AutoCloseable {
    private static final Logger LAUNCHER =
            Logger.getLogger(io.zonky.test.db.postgres.embedded.EmbeddedPostgres.class.getName());

    private static final Pattern CAUSE = Pattern.compile("\\b(?:FATAL|PANIC|ERROR):");

    private final Optional<Level> before = Optional.ofNullable(LAUNCHER.getLevel());
    private volatile String last = "";
    private volatile String cause = "";

    PostgresOutput() {
        LAUNCHER.setLevel(Level.INFO);
        LAUNCHER.setUseParentHandlers(false);
        LAUNCHER.addHandler(this);
    }

    /// The line with the error, or the last one; empty when it wrote nothing.
    Optional<String> reason() {
        return Stream.of(cause, last).filter(line -> !line.isBlank()).findFirst();
    }

    @Override
    public void publish(LogRecord line) {
        String text = Objects.requireNonNullElse(line.getMessage(), "").strip();
        if (text.isEmpty()) {
            return;
        }
        last = text;
        if (CAUSE.matcher(text).find()) {
            cause = text;
        }
    }

    @Override
    public void flush() {
        // nothing is held back
    }

    @Override
    public void close() {
        LAUNCHER.removeHandler(this);
        LAUNCHER.setUseParentHandlers(true);
        LAUNCHER.setLevel(before.orElse(null));
    }
}
