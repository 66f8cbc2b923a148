package handcar.http.stream;

import handcar.http.PathParams;
import handcar.http.RequestCredentials;
import handcar.problem.Problem;

import io.helidon.common.parameters.Parameters;
import io.helidon.common.uri.UriQuery;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.Headers;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Supplier;

/// An [StreamRequest] over the parts both ways of opening a stream have.
record HttpStreamRequest(Parameters path, UriQuery query, Headers headers, String clientAddress)
        implements StreamRequest {
    private static final HeaderName LAST_EVENT_ID = HeaderNames.create("Last-Event-ID");

    @Override
    public UUID uuid(String name, Supplier<Problem.NotFound> missing) {
        return path.first(name)
                .asOptional()
                .filter(PathParams::isUuid)
                .map(UUID::fromString)
                .orElseThrow(missing);
    }

    @Override
    public Optional<String> token() {
        return RequestCredentials.bearer(headers).or(() -> query("token"));
    }

    @Override
    public Optional<String> cookie(String name) {
        return RequestCredentials.cookie(headers, name);
    }

    @Override
    public Optional<String> query(String name) {
        return query.first(name).asOptional().filter(text -> !text.isEmpty());
    }

    @Override
    public OptionalLong lastId() {
        return headers.value(LAST_EVENT_ID)
                .or(() -> query("after"))
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }
}
