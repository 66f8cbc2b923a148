package handcar.channel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.WebFixture.Guest;
import handcar.db.Database;
import handcar.db.TestDatabase;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.Test;

import java.net.http.HttpClient;
import java.net.http.WebSocket;

class WebEventsTest {
    private final Database.Address address = TestDatabase.withSchema();

    @Test
    void anAnswerStreamsInAndItsMessageEndsIt() throws Exception {
        try (WebFixture lobby = new WebFixture(address)) {
            Guest alice = lobby.guest();
            try (EventStreamClient stream = lobby.listen(alice.path("/events"), alice.token())) {
                lobby.says(alice, "how much?");
                // pieces of an answer do not wait for what is read from the database
                stream.until(heard -> heard.kept().size() == 1);
                UUID answer = lobby.answers(alice.id(), "It is ", "5 € [1]");
                stream.until(heard -> heard.kept().size() == 2);
                List<String> names =
                        stream.events().stream().map(EventStreamClient.Event::name).toList();
                assertEquals(List.of("message", "delta", "delta", "message"), names);
                EventStreamClient.Event piece = stream.events().get(2);
                assertTrue(piece.id().isEmpty());
                assertEquals(answer.toString(), piece.data().text("message_id").orElseThrow());
                assertEquals(1, piece.data().number("index").orElseThrow());
                JsonView last = stream.events().getLast().data();
                assertEquals("It is 5 € [1]", last.text("content").orElseThrow());
                assertEquals("It is 5 €.", last.at("citations").at(0).text("quote").orElseThrow());
            }
        }
    }

    @Test
    void nothingIsMissedOrDoubledOverARestartOfTheServer() throws Exception {
        Guest alice;
        long seen;
        try (WebFixture first = new WebFixture(address)) {
            alice = first.guest(Map.of("message", "one"));
            try (EventStreamClient stream = first.listen(alice.path("/events"), alice.token())) {
                first.says(alice, "two");
                stream.until(heard -> heard.kept().size() == 2);
                seen = stream.kept().getLast().id().orElseThrow();
                first.stop();
                stream.until(EventStreamClient::hasEnded);
            }
        }
        try (WebFixture second = new WebFixture(address)) {
            second.says(alice, "three");
            try (EventStreamClient again =
                            second.listen(
                                    alice.path("/events"),
                                    alice.token(),
                                    "Last-Event-ID",
                                    Long.toString(seen));
                    EventStreamClient byQuery =
                            second.listen(
                                    alice.path("/events?after=1&token=" + alice.token()), "")) {
                second.says(alice, "four");
                again.until(heard -> heard.kept().size() == 2);
                byQuery.until(heard -> heard.kept().size() == 3);
                assertEquals(List.of("three", "four"), contents(again));
                assertEquals(List.of("two", "three", "four"), contents(byQuery));
            }
        }
    }

    private static List<String> contents(EventStreamClient stream) {
        return stream.kept().stream()
                .map(event -> event.data().text("content").orElse(""))
                .toList();
    }

    @Test
    void aWebSocketTellsTheSame() throws Exception {
        try (WebFixture lobby = new WebFixture(address)) {
            Guest alice = lobby.guest(Map.of("message", "one"));
            BlockingQueue<JsonView> frames = new LinkedBlockingQueue<>();
            WebSocket socket = connect(lobby, alice, alice.token(), "&after=1", frames);
            lobby.says(alice, "how much?");
            String question = next(frames).text("event").orElseThrow();
            lobby.answers(alice.id(), "It is ", "5 €");
            List<String> names =
                    List.of(
                            question,
                            next(frames).text("event").orElseThrow(),
                            next(frames).text("event").orElseThrow());
            assertEquals(List.of("message", "delta", "delta"), names);
            JsonView last = next(frames);
            assertEquals(3, last.number("id").orElseThrow());
            assertEquals("It is 5 €", last.at("data").text("content").orElseThrow());
            socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
            Guest bob = lobby.guest();
            assertThrows(
                    CompletionException.class,
                    () -> connect(lobby, alice, bob.token(), "", frames));
        }
    }

    private static JsonView next(BlockingQueue<JsonView> frames) throws InterruptedException {
        JsonView frame = frames.poll(10, TimeUnit.SECONDS);
        return frame == null ? new JsonView(Map.of()) : frame;
    }

    private static WebSocket connect(
            WebFixture lobby,
            Guest guest,
            String token,
            String more,
            BlockingQueue<JsonView> frames) {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        lobby.uri("ws", "/ws/chat/" + guest.id() + "?token=" + token + more),
                        new Frames(frames))
                .join();
    }

    /// Puts whole text frames into a queue.
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<JsonView> frames;
        private final StringBuilder text = new StringBuilder();

        Frames(BlockingQueue<JsonView> frames) {
            this.frames = frames;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                frames.add(new JsonView(Json.object(text.toString())));
                text.setLength(0);
            }
            return WebSocket.Listener.super.onText(socket, data, last);
        }
    }
}
