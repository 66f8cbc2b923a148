package handcar.config;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;

/// Turns a record into one line: JSON for machines, text for a terminal. The request id is that of the thread that logs,
/// so records must be formatted where they are made, which [LogOutput] does.
final class LogLines extends Formatter {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final boolean json;

    LogLines(boolean json) {
        this.json = json;
    }

    @Override
    public String format(LogRecord record) {
        String message = LogText.masked(String.valueOf(formatMessage(record)));
        return json ? json(record, message) : text(record, message);
    }

    private static String json(LogRecord record, String message) {
        StringBuilder line = new StringBuilder(256);
        line.append("{\"time\":\"").append(record.getInstant()).append('"');
        field(line, "level", level(record.getLevel()));
        field(line, "logger", String.valueOf(record.getLoggerName()));
        field(line, "message", message);
        if (!Logs.requestId().isEmpty()) {
            field(line, "request_id", Logs.requestId());
        }
        if (record.getThrown() != null) {
            field(line, "exception", LogText.masked(stack(record.getThrown())));
        }
        return line.append("}\n").toString();
    }

    private static String text(LogRecord record, String message) {
        StringBuilder line = new StringBuilder(160);
        line.append(CLOCK.format(record.getInstant())).append(' ');
        line.append(String.format("%-5s", level(record.getLevel()))).append(' ');
        line.append(shortName(String.valueOf(record.getLoggerName()))).append("  ");
        line.append(LogText.oneLine(message));
        if (!Logs.requestId().isEmpty()) {
            line.append("  [").append(LogText.oneLine(Logs.requestId())).append(']');
        }
        line.append('\n');
        if (record.getThrown() != null) {
            LogText.masked(stack(record.getThrown()))
                    .lines()
                    .forEach(at -> line.append("    ").append(LogText.oneLine(at)).append('\n'));
        }
        return line.toString();
    }

    private static void field(StringBuilder line, String name, String value) {
        line.append(",\"").append(name).append("\":");
        LogText.quote(line, value);
    }

    private static String stack(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString().replace("\t", "  ").replace("\r", "");
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
