package handcar.fakes;

import module java.base;

import handcar.json.Json;
import handcar.testing.Wait;

/// What a fake does with one request.
@FunctionalInterface
public interface FakeReply {
    void to(FakeRequest request, FakeConnection wire) throws IOException, InterruptedException;

    static FakeReply json(int status, Object body) {
        return json(status, Map.of(), body);
    }

    static FakeReply json(int status, Map<String, String> headers, Object body) {
        return (_, wire) -> wire.answer(status, "application/json", headers, Json.bytes(body));
    }

    static FakeReply text(int status, String mediaType, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return (_, wire) -> wire.answer(status, mediaType, Map.of(), bytes);
    }

    static FakeReply redirect(int status, String location) {
        return (_, wire) ->
                wire.answer(status, "text/plain", Map.of("Location", location), new byte[0]);
    }

    /// Takes the request and says nothing until the caller leaves.
    static FakeReply silence() {
        return (_, wire) -> wire.waitUntilLeft();
    }

    /// Takes the request and hangs up.
    static FakeReply hangUp() {
        return (_, wire) -> wire.cut();
    }

    /// These server-sent events and then a proper end.
    static FakeReply events(List<String> events) {
        return (_, wire) -> {
            wire.openStream("text/event-stream");
            for (String event : events) {
                wire.chunk(event);
            }
            wire.endStream();
        };
    }

    /// These server-sent events and then the connection breaks.
    static FakeReply eventsThenCut(List<String> events) {
        return (_, wire) -> {
            wire.openStream("text/event-stream");
            for (String event : events) {
                wire.chunk(event);
            }
            wire.cut();
        };
    }

    /// The same event again and again until the caller leaves.
    static FakeReply endless(String event) {
        return (_, wire) -> {
            wire.openStream("text/event-stream");
            while (true) {
                wire.chunk(event);
                Wait.pause(Duration.ofMillis(5), "an endless stream");
            }
        };
    }

    /// This reply, later.
    default FakeReply after(Duration wait) {
        return (request, wire) -> {
            Wait.pause(wait, "a slow server");
            to(request, wire);
        };
    }
}
