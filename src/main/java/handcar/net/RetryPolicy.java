package handcar.net;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/// How often and after what wait a call is tried again.
///
/// @param attempts tries in all, at least 1
/// @param initial the wait before the second try; doubled for each further one
/// @param longest no wait is longer, and a provider that asks for a longer one is not asked again
public record RetryPolicy(int attempts, Duration initial, Duration longest) {
    /// One try only.
    public static final RetryPolicy NONE = new RetryPolicy(1, Duration.ZERO, Duration.ZERO);

    public RetryPolicy {
        if (attempts < 1 || initial.isNegative() || longest.isNegative()) {
            throw new IllegalArgumentException("Retries need one attempt or more.");
        }
    }

    /// The wait after the `attempt`th try failed; nothing when it was the last. Half of it is left to chance, so that
    /// callers who failed together do not come back together (AWS, "Exponential Backoff And Jitter").
    Optional<Duration> wait(int attempt, Optional<Duration> asked, double chance) {
        if (attempt >= attempts) {
            return Optional.empty();
        }
        if (asked.isPresent()) {
            return asked.filter(wait -> wait.compareTo(longest) <= 0);
        }
        double doubled = (double) initial.toNanos() * Math.pow(2, attempt - 1.0);
        double bounded = Math.min(doubled, (double) longest.toNanos());
        return Optional.of(Duration.ofNanos((long) (bounded * (0.5 + chance / 2))));
    }

    /// What the provider asks for: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
    static Optional<Duration> asked(Headers headers, Instant now) {
        return headers.first("retry-after-ms")
                .flatMap(RetryPolicy::millis)
                .or(() -> headers.first("retry-after").flatMap(text -> secondsOrDate(text, now)));
    }

    private static Optional<Duration> millis(String text) {
        return number(text).map(millis -> Duration.ofNanos((long) (millis * 1e6)));
    }

    private static Optional<Duration> secondsOrDate(String text, Instant now) {
        Optional<Duration> seconds =
                number(text).map(value -> Duration.ofNanos((long) (value * 1e9)));
        if (seconds.isPresent()) {
            return seconds;
        }
        try {
            Instant then =
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
            Duration left = Duration.between(now, then);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return Optional.empty(); // neither form: as if nothing was asked
        }
    }

    private static Optional<Double> number(String text) {
        return text.matches("\\d{1,9}(\\.\\d{1,9})?")
                ? Optional.of(Double.parseDouble(text))
                : Optional.empty();
    }
}
