package handcar.http;

import handcar.config.Logging;
import handcar.json.Json;
import handcar.problem.ErrorResponse;

import io.helidon.common.buffers.BufferData;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;

/// The error shape for what is refused before any route is asked: bad request lines, headers, lengths, handshakes.
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
        ErrorResponse refusal = ProblemMapper.ofStatus(status.code(), message);
        byte[] body = fill(headers, refusal, id, security);
        headers.set(HeaderValues.CONNECTION_CLOSE);
        return TransportResponse.builder()
                .status(Status.create(refusal.status()))
                .headers(headers)
                .keepAlive(false)
                .entity(body)
                .build();
    }

    /// A whole HTTP answer, for where no response object exists.
    public static byte[] answer(ErrorResponse refusal, String id, SecurityHeaders security) {
        ServerResponseHeaders headers = ServerResponseHeaders.create();
        byte[] body = fill(headers, refusal, id, security);
        headers.set(HeaderValues.CONNECTION_CLOSE);
        Status status = Status.create(refusal.status());
        BufferData answer = BufferData.growing(512 + body.length);
        String line = "HTTP/1.1 " + status.code() + " " + status.reasonPhrase() + "\r\n";
        answer.write(line.getBytes(StandardCharsets.US_ASCII));
        headers.forEach(header -> header.writeHttp1Header(answer));
        answer.write("\r\n".getBytes(StandardCharsets.US_ASCII));
        answer.write(body);
        return answer.readBytes();
    }

    private static byte[] fill(
            ServerResponseHeaders headers,
            ErrorResponse refusal,
            String id,
            SecurityHeaders security) {
        byte[] body = Json.bytes(refusal.body(id));
        security.set(headers);
        headers.set(HeaderValues.create(RequestIds.HEADER, id));
        headers.set(HeaderValues.CONTENT_TYPE_JSON);
        headers.set(HeaderValues.create(HeaderNames.CONTENT_LENGTH, String.valueOf(body.length)));
        refusal.headers().forEach((name, value) -> headers.set(HeaderValues.create(name, value)));
        return body;
    }
}
