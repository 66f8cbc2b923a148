package handcar.net;

import module java.base;

/// The headers of an answer; names in any case.
public record Headers(List<Map.Entry<String, String>> lines) {
    public Headers {
        lines = List.copyOf(lines);
    }

    /// The first value of a header.
    public Optional<String> first(String name) {
        return lines.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /// What the provider asks for: `retry-after-ms`, or `Retry-After` in seconds or as a date (RFC 9110, 10.2.3).
    Optional<Duration> retryAfter(Instant now) {
        return first("retry-after-ms")
                .flatMap(Headers::millis)
                .or(() -> first("retry-after").flatMap(text -> secondsOrDate(text, now)));
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
