package handcar.http.stream;

import module java.base;

import handcar.http.ClientAddress;
import handcar.http.PathParams;
import handcar.http.RequestCredentials;
import handcar.problem.Problem;

import io.helidon.common.parameters.Parameters;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;
import io.helidon.webserver.http.ServerRequest;

/// The request that opens an event stream, by server-sent events or by a WebSocket.
///
/// @param clientAddress who is calling, for rate limits
public record StreamRequest(
        Parameters path, UriQuery query, Headers headers, String clientAddress) {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    static StreamRequest of(ServerRequest req, ClientAddress clients) {
        return new StreamRequest(
                req.path().pathParameters(), req.query(), req.headers(), clients.address(req));
    }

    /// A parameter of the path; [Problem.NotFound] when it is not an id, with `noun` as in [Problem#notFound].
    public UUID uuid(String name, String noun) {
        return path.first(name)
                .asOptional()
                .flatMap(PathParams::findUuid)
                .orElseThrow(Problem.notFound(noun));
    }

    /// A visitor's token, from the header or from `?token=`, since browsers cannot set headers on streams.
    public Optional<String> token() {
        return RequestCredentials.bearer(headers).or(() -> query("token"));
    }

    /// A query parameter; an empty one is absent.
    public Optional<String> query(String name) {
        return query.first(name).asOptional().filter(text -> !text.isEmpty());
    }

    /// How long the client wants to hear nothing at most, in seconds (`?heartbeat=`): it gets a `ping` event instead of the comment,
    /// which a page cannot see, and so notices a connection that is open at its end only.
    Optional<Duration> heartbeat() {
        return query("heartbeat")
                .map(
                        text -> {
                            if (!text.matches("[2-9]|1\\d|20")) {
                                throw new Problem.BadFields(
                                        "heartbeat", "must be a number of seconds from 2 to 20");
                            }
                            return Duration.ofSeconds(Long.parseLong(text));
                        });
    }

    /// The last sequence number the client has seen: `Last-Event-ID`, else `?after=`.
    public OptionalLong lastId() {
        return headers.value(LAST_EVENT_ID)
                .or(() -> query("after"))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
