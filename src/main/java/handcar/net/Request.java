package handcar.net;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonPieces;
import handcar.time.RetrySchedule;

/// One outgoing request with its bounds. Made by [#get], [#post] or [#visit], changed by the other methods.
///
/// @param name what metrics and logs call it (`openai.chat`); a constant of the caller, never from a URL
/// @param visiting whether a person or a page named the URL: public hosts only, redirects followed
/// @param lane which calls of the same host share a circuit breaker; empty for those of no other lane
public record Request(
        String name,
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<Body> body,
        Repetition repetition,
        Limits limits,
        boolean visiting,
        String lane) {

    /// Enough for any JSON response of a provider.
    private static final Limits LIMITS =
            new Limits(Duration.ofSeconds(15), Duration.ofSeconds(30), 10_000_000);

    /// The body of a request.
    ///
    /// @param length in bytes, exactly what the content writes
    public record Body(String mediaType, long length, Content content) {
        /// A body that is in memory.
        public Body(String mediaType, byte[] bytes) {
            this(mediaType, bytes.length, out -> out.write(bytes));
        }

        /// A value as JSON, whose long texts stay where they are.
        public static Body json(Map<String, ?> value) {
            JsonPieces json = JsonPieces.of(value);
            return new Body("application/json", json.length(), json::writeTo);
        }
    }

    /// Writes a body anew at each try.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /// When a request may be sent again, and how often; without a schedule as the client's settings say.
    public record Repetition(RetrySafety safety, Optional<RetrySchedule> schedule) {}

    /// @param silence the longest wait for the next byte of the response
    /// @param total the longest time for everything: all tries, the waits between them, and the body
    /// @param mostBytes of the response's body
    public record Limits(Duration silence, Duration total, long mostBytes) {}

    public Request {
        headers = Map.copyOf(headers);
    }

    /// Reads from a configured server.
    public static Request get(String name, URI uri) {
        return of(name, "GET", uri, RetrySafety.FREELY, false);
    }

    /// Reads a URL that a person typed or a page linked to: guarded, at most five redirects.
    public static Request visit(String name, UntrustedUrl url) {
        return of(name, "GET", url.uri(), RetrySafety.FREELY, true);
    }

    /// Sends JSON to a configured server; repeated only when the server cannot have acted.
    public static Request post(String name, URI uri, Map<String, ?> json) {
        return sending(name, "POST", uri, new Body("application/json", Json.bytes(json)));
    }

    /// Sends any body by any method; repeated freely when the method is idempotent (RFC 9110, 9.2.2).
    public static Request sending(String name, String method, URI uri, Body body) {
        RetrySafety safety =
                switch (method) {
                    case "PUT", "DELETE", "GET", "HEAD", "OPTIONS" -> RetrySafety.FREELY;
                    default -> RetrySafety.UNSEEN;
                };
        return of(name, method, uri, safety, false).with(body);
    }

    private static Request of(
            String name, String method, URI uri, RetrySafety safety, boolean visiting) {
        Repetition usual = new Repetition(safety, Optional.empty());
        return new Request(
                name, method, uri, Map.of(), Optional.empty(), usual, LIMITS, visiting, "");
    }

    /// With another body.
    public Request with(Body other) {
        Optional<Body> sent = Optional.of(other);
        return new Request(name, method, uri, headers, sent, repetition, limits, visiting, lane);
    }

    /// With one more header; replaces one of the same spelling.
    public Request header(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(field, value);
        return new Request(name, method, uri, more, body, repetition, limits, visiting, lane);
    }

    /// With another rule for when it may be repeated.
    public Request repeating(RetrySafety other) {
        return repeating(new Repetition(other, repetition.schedule));
    }

    /// With its own number of tries and waits.
    public Request trying(RetrySchedule other) {
        return repeating(new Repetition(repetition.safety, Optional.of(other)));
    }

    private Request repeating(Repetition other) {
        return new Request(name, method, uri, headers, body, other, limits, visiting, lane);
    }

    /// With other time-outs.
    public Request within(Duration silence, Duration total) {
        return limited(new Limits(silence, total, limits.mostBytes));
    }

    /// With another bound for the response's body.
    public Request atMost(long bytes) {
        return limited(new Limits(limits.silence, limits.total, bytes));
    }

    /// In a lane of its own: its failures close no door for the calls of other lanes.
    public Request lane(String other) {
        return new Request(name, method, uri, headers, body, repetition, limits, visiting, other);
    }

    private Request limited(Limits other) {
        return new Request(name, method, uri, headers, body, repetition, other, visiting, lane);
    }

    /// To another URL, with those of the headers whose names are accepted.
    Request to(URI other, Predicate<String> kept) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.keySet().removeIf(kept.negate());
        return new Request(name, method, other, fewer, body, repetition, limits, visiting, lane);
    }
}
