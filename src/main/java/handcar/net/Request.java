package handcar.net;

import module java.base;

import handcar.json.Json;
import handcar.time.RetrySchedule;

/// One outgoing request with its bounds. Made by [#get], [#post] or [#visit], changed by the other methods.
///
/// @param name what metrics and logs call it (`openai.chat`); a constant of the caller, never from a URL
/// @param repeat when it may be sent again
/// @param retries how often; empty for the client's own rule
/// @param silence the longest wait for the next byte of the response
/// @param total the longest time for everything: all tries, the waits between them, and the body
/// @param mostBytes of the response's body
/// @param visiting whether a person or a page named the URL: public hosts only, redirects followed
public record Request(
        String name,
        String method,
        URI uri,
        Map<String, String> headers,
        Optional<Body> body,
        RetrySafety repeat,
        Optional<RetrySchedule> retries,
        Duration silence,
        Duration total,
        long mostBytes,
        boolean visiting) {

    private static final Duration SILENCE = Duration.ofSeconds(15);
    private static final Duration TOTAL = Duration.ofSeconds(30);

    /// Above any JSON response of a provider.
    private static final long MOST_BYTES = 10_000_000;

    /// The body of a request.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record Body(String mediaType, byte[] bytes) {}

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
        RetrySafety repeat =
                switch (method) {
                    case "PUT", "DELETE", "GET", "HEAD", "OPTIONS" -> RetrySafety.FREELY;
                    default -> RetrySafety.UNSEEN;
                };
        return of(name, method, uri, repeat, false).with(body);
    }

    private static Request of(
            String name, String method, URI uri, RetrySafety repeat, boolean visiting) {
        return new Request(
                name,
                method,
                uri,
                Map.of(),
                Optional.empty(),
                repeat,
                Optional.empty(),
                SILENCE,
                TOTAL,
                MOST_BYTES,
                visiting);
    }

    /// The same call with another body.
    public Request with(Body other) {
        return new Request(
                name,
                method,
                uri,
                headers,
                Optional.of(other),
                repeat,
                retries,
                silence,
                total,
                mostBytes,
                visiting);
    }

    /// With one more header; replaces one of the same spelling.
    public Request header(String field, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(field, value);
        return new Request(
                name, method, uri, more, body, repeat, retries, silence, total, mostBytes,
                visiting);
    }

    /// With another rule for when it may be repeated.
    public Request repeating(RetrySafety other) {
        return new Request(
                name, method, uri, headers, body, other, retries, silence, total, mostBytes,
                visiting);
    }

    /// With its own number of tries and waits.
    public Request trying(RetrySchedule other) {
        return new Request(
                name,
                method,
                uri,
                headers,
                body,
                repeat,
                Optional.of(other),
                silence,
                total,
                mostBytes,
                visiting);
    }

    /// With other time-outs.
    public Request within(Duration newSilence, Duration newTotal) {
        return new Request(
                name,
                method,
                uri,
                headers,
                body,
                repeat,
                retries,
                newSilence,
                newTotal,
                mostBytes,
                visiting);
    }

    /// With another bound for the response's body.
    public Request atMost(long bytes) {
        return new Request(
                name, method, uri, headers, body, repeat, retries, silence, total, bytes, visiting);
    }

    Request to(URI other) {
        return new Request(
                name, method, other, headers, body, repeat, retries, silence, total, mostBytes,
                visiting);
    }

    Request onlyHeaders(Predicate<String> kept) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.keySet().removeIf(kept.negate());
        return new Request(
                name, method, uri, fewer, body, repeat, retries, silence, total, mostBytes,
                visiting);
    }
}
