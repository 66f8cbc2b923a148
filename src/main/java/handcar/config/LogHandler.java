package handcar.config;

import module java.base;

import org.jspecify.annotations.Nullable;

import java.util.logging.Handler;
import java.util.logging.LogRecord;

/// Writes each line immediately and in one piece, also when many threads log.
final class LogHandler extends Handler {
    private final PrintStream out;

    LogHandler(PrintStream out, LogFormatter lines) {
        this.out = out;
        setFormatter(lines);
    }

    @Override
    public void publish(@Nullable LogRecord record) {
        if (record == null || !isLoggable(record)) {
            return;
        }
        byte[] line = getFormatter().format(record).getBytes(StandardCharsets.UTF_8);
        out.write(line, 0, line.length);
        out.flush();
    }

    @Override
    public void flush() {
        out.flush();
    }

    /// Leaves standard output open.
    @Override
    public void close() {}
}
