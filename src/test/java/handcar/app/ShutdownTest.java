package handcar.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.channel.web.EventStreamClient;
import handcar.fakes.FakeOpenAi;
import handcar.fakes.Ferries;
import handcar.testing.SeparateProcess;
import handcar.testing.ServerProcess;
import handcar.testing.TestClient;
import handcar.testing.TestClient.Guest;
import handcar.testing.TestClient.Said;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.http.HttpClient;
import java.net.http.WebSocket;

/// A host asks the process to go.
@SeparateProcess
class ShutdownTest {
    private static final Duration LONGEST = Duration.ofSeconds(8);

    private final ServerProcess installation;
    private final TestClient caller;
    private final FakeOpenAi model = new FakeOpenAi();

    ShutdownTest(@TempDir Path folder) {
        installation =
                new ServerProcess(folder).with(model).with(Map.of("LLM_TIMEOUT_SECONDS", "30"));
        caller = installation.caller;
    }

    @AfterEach
    void close() {
        model.close();
    }

    @Test
    void whatRunsIsFinishedWhoListensIsToldToComeAgainAndTheExitCodeIsZero() throws Exception {
        model.answering(_ -> Ferries.ANSWER).pausing(Duration.ofMillis(50));
        try (ServerProcess program = installation.start()) {
            caller.shelve("house", "Ferries", Ferries.DOCUMENT);
            Guest alice = caller.guest("house");
            CompletableFuture<Integer> closed = socket(alice);
            try (EventStreamClient stream = caller.listen(alice)) {
                caller.says(alice, "Where does each ferry go to?");
                stream.until(s -> s.events().stream().anyMatch(event -> event.is("delta")));
                long asked = System.nanoTime();
                program.askToStop();
                Said said =
                        Wait.until(
                                "the server reports that it drains",
                                () -> caller.get("/health/readiness", ""),
                                answer -> answer.status() == 503);
                assertEquals(
                        "draining",
                        said.body().at("checks").at("shutdown").text("status").orElse(""));
                stream.until(EventStreamClient::hasEnded);
                assertEquals(1012, closed.get(5, TimeUnit.SECONDS));
                assertEquals(0, program.ended().code());
                assertTrue(System.nanoTime() - asked < LONGEST.toNanos(), "took too long");
            }
            try (ServerProcess _ = installation.start()) {
                assertEquals(
                        List.of(Ferries.ANSWER),
                        caller.from("agent", alice).stream()
                                .map(m -> m.text("content").orElseThrow())
                                .toList());
            }
        }
    }

    @Test
    void whatDoesNotEndIsLeftToTheNextStart() {
        model.answering(_ -> "one two").pausing(Duration.ofSeconds(25));
        Guest alice;
        try (ServerProcess program = installation.start()) {
            alice = caller.guest("house");
            caller.says(alice, "Please count");
            Wait.until("the model is asked", model::requests, requests -> !requests.isEmpty());
            long asked = System.nanoTime();
            program.askToStop();
            assertEquals(0, program.ended().code());
            assertTrue(System.nanoTime() - asked < LONGEST.toNanos(), "took too long");
        }
        model.pausing(Duration.ZERO);
        try (ServerProcess _ = installation.start()) {
            Wait.until(
                    "the visitor is answered after the restart",
                    () -> caller.from("agent", alice),
                    answers -> answers.size() == 1);
        }
    }

    private CompletableFuture<Integer> socket(Guest guest) {
        CompletableFuture<Integer> closed = new CompletableFuture<>();
        String url =
                installation.url.replaceFirst("http", "ws")
                        + "/ws/chat/"
                        + guest.id()
                        + "?token="
                        + guest.token();
        HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        URI.create(url),
                        new WebSocket.Listener() {
                            @Override
                            public CompletionStage<?> onClose(
                                    WebSocket socket, int code, String reason) {
                                closed.complete(code);
                                return CompletableFuture.completedStage("seen");
                            }
                        })
                .join();
        return closed;
    }
}
