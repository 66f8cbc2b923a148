package handcar.channel;

import module java.base;

/// Reads times as providers write them.
public final class EventTime {
    /// The year 2242 in seconds; later times are nonsense.
    private static final long LATEST = 1L << 33;

    private EventTime() {}

    /// @param now the result when the time is missing or nonsense
    public static Instant ofSeconds(OptionalLong seconds, Instant now) {
        long value = seconds.orElse(-1);
        return value > 0 && value < LATEST ? Instant.ofEpochSecond(value) : now;
    }

    /// @param now the result when the time is missing or nonsense
    public static Instant ofMillis(OptionalLong millis, Instant now) {
        long value = millis.orElse(-1);
        return value > 0 && value / 1_000 < LATEST ? Instant.ofEpochMilli(value) : now;
    }
}
