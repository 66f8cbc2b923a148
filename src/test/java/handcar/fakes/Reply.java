package handcar.fakes;

import handcar.json.Json;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// What a fake does with one request.
@FunctionalInterface
public interface Reply {
    void to(Request request, Wire wire) throws IOException, InterruptedException;

    static Reply json(int status, Object body) {
        return json(status, Map.of(), body);
    }

    static Reply json(int status, Map<String, String> headers, Object body) {
        return (_, wire) -> wire.answer(status, "application/json", headers, Json.bytes(body));
    }

    static Reply text(int status, String mediaType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (_, wire) -> wire.answer(status, mediaType, Map.of(), bytes);
    }

    static Reply redirect(int status, String location) {
        return (_, wire) ->
                wire.answer(status, "text/plain", Map.of("Location", location), new byte[0]);
    }

    /// Takes the request and says nothing until the caller leaves.
    static Reply silence() {
        return (_, wire) -> wire.waitUntilLeft();
    }

    /// Takes the request and hangs up.
    static Reply hangUp() {
        return (_, wire) -> wire.cut();
    }

    /// These server-sent events and then a proper end.
    static Reply events(List<String> events) {
        return (_, wire) -> {
            wire.openStream("text/event-stream");
            for (String event : events) {
                wire.chunk(event);
            }
            wire.endStream();
        };
    }

    /// These server-sent events and then the connection breaks.
    static Reply eventsThenCut(List<String> events) {
        return (_, wire) -> {
            wire.openStream("text/event-stream");
            for (String event : events) {
                wire.chunk(event);
            }
            wire.cut();
        };
    }

    /// The same event again and again until the caller leaves.
    static Reply endless(String event) {
        return (_, wire) -> {
            wire.openStream("text/event-stream");
            while (true) {
                wire.chunk(event);
                Thread.sleep(5);
            }
        };
    }

    /// This reply, later.
    default Reply after(Duration wait) {
        return (request, wire) -> {
            Thread.sleep(wait);
            to(request, wire);
        };
    }
}
