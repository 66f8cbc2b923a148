package handcar.http;

import handcar.config.Logging;
import handcar.json.Json;
import handcar.problem.Problem;

import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

import org.jspecify.annotations.Nullable;

/// Answers, in the shape of all errors, what Helidon refuses before any route: bad request lines, headers and lengths.
public final class DirectErrorHandler implements DirectHandler {
    private final SecurityHeaders security;

    private DirectErrorHandler(SecurityHeaders security) {
        this.security = security;
    }

    public static DirectHandlers handlers(SecurityHeaders security) {
        DirectHandlers.Builder builder = DirectHandlers.builder();
        for (EventType type : EventType.values()) {
            builder.addHandler(type, new DirectErrorHandler(security));
        }
        return builder.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest request,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            @Nullable String message) {
        String id =
                Logging.requestId().isEmpty()
                        ? RequestIds.of(request.headers())
                        : Logging.requestId();
        Problem refusal = ProblemMapper.ofStatus(status.code(), message);
        byte[] body = Json.bytes(refusal.body(id));
        security.set(headers);
        headers.set(HeaderValues.create(RequestIds.HEADER, id));
        headers.set(HeaderValues.CONTENT_TYPE_JSON);
        headers.set(HeaderValues.create(HeaderNames.CONTENT_LENGTH, String.valueOf(body.length)));
        headers.set(HeaderValues.CONNECTION_CLOSE);
        refusal.headers().forEach((name, value) -> headers.set(HeaderValues.create(name, value)));
        return TransportResponse.builder()
                .status(Status.create(refusal.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(body)
                .build();
    }
}
