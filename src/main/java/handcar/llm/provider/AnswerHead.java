package handcar.llm.provider;

import module java.base;

import handcar.net.Headers;

/// What is known of an answer before its first byte.
///
/// @param contentType its media type with parameters
/// @param limits the headers by which the provider tells what is left of our limits there
public record AnswerHead(String contentType, List<Map.Entry<String, String>> limits) {
    private static final String EVENT_STREAM = "text/event-stream";

    /// Events of a provider that tells no limits.
    public static final AnswerHead EVENTS = new AnswerHead(EVENT_STREAM, List.of());

    /// JSON of a provider that tells no limits.
    public static final AnswerHead JSON = new AnswerHead("application/json", List.of());

    private static final Pattern LIMIT =
            Pattern.compile("(?i)(?:x-ratelimit|anthropic-ratelimit)-[a-z0-9-]{1,60}");

    public AnswerHead {
        limits = List.copyOf(limits);
    }

    static AnswerHead of(Headers headers) {
        return new AnswerHead(headers.first("content-type").orElse(""), limits(headers));
    }

    /// The headers of an answer that programs go by to slow down.
    static List<Map.Entry<String, String>> limits(Headers headers) {
        return headers.lines().stream()
                .filter(line -> LIMIT.matcher(line.getKey()).matches())
                .toList();
    }

    /// Whether the answer comes as it is written.
    public boolean isStream() {
        return contentType.startsWith(EVENT_STREAM);
    }
}
