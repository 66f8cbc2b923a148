package handcar.config;

import module java.base;

import handcar.json.Json;

import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Formats a record as one line: JSON for machines, text for a terminal. The request id is read from the logging thread, so
/// records are formatted on that thread, which [LogHandler] does.
final class LogFormatter extends Formatter {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    /// Enough to locate the fault; deeper frames are the server's own and always the same.
    private static final int MOST_FRAMES = 30;

    private static final int DEEPEST_CAUSE = 6;

    private final boolean json;

    LogFormatter(boolean json) {
        this.json = json;
    }

    @Override
    public String format(LogRecord record) {
        String message = LogSanitizer.masked(String.valueOf(formatMessage(record)));
        return json ? json(record, message) : text(record, message);
    }

    private static String json(LogRecord record, String message) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("time", record.getInstant().toString());
        line.put("level", level(record.getLevel()));
        line.put("logger", String.valueOf(record.getLoggerName()));
        line.put("message", message);
        if (!Logging.requestId().isEmpty()) {
            line.put("request_id", Logging.requestId());
        }
        if (record.getThrown() != null) {
            line.put("exception", LogSanitizer.masked(stack(record.getThrown())));
        }
        return LogSanitizer.oneLine(Json.text(line)) + "\n";
    }

    private static String text(LogRecord record, String message) {
        StringBuilder line = new StringBuilder(160);
        line.append(CLOCK.format(record.getInstant())).append(' ');
        line.append(String.format("%-5s", level(record.getLevel()))).append(' ');
        line.append(shortName(String.valueOf(record.getLoggerName()))).append("  ");
        line.append(LogSanitizer.oneLine(message));
        if (!Logging.requestId().isEmpty()) {
            line.append("  [").append(LogSanitizer.oneLine(Logging.requestId())).append(']');
        }
        line.append('\n');
        if (record.getThrown() != null) {
            LogSanitizer.masked(stack(record.getThrown()))
                    .lines()
                    .map(LogSanitizer::oneLine)
                    .forEach(at -> line.append("    ").append(at).append('\n'));
        }
        return line.toString();
    }

    /// The exception and its causes, each with its first frames; the depth bounds a cycle of causes.
    private static String stack(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        Optional<Throwable> cause = Optional.of(thrown);
        for (int depth = 0; depth < DEEPEST_CAUSE && cause.isPresent(); depth++) {
            text.append(depth == 0 ? "" : "Caused by: ").append(cause.get()).append('\n');
            Arrays.stream(cause.get().getStackTrace())
                    .limit(MOST_FRAMES)
                    .forEach(frame -> text.append("  at ").append(frame).append('\n'));
            cause = cause.map(Throwable::getCause);
        }
        return text.toString();
    }

    private static String shortName(String logger) {
        return logger.startsWith("handcar.") ? logger.substring(8) : logger;
    }

    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARN";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }
}
