package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.net.CallResult.Answered;
import handcar.net.HttpClientSettings.BreakerRule;
import handcar.testing.Wait;

import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.lang.reflect.Proxy;

/// What becomes of connections: kept, closed, broken off, never lost.
final class ConnectionPoolTest {
    private static final FakeReply FINE = FakeReply.json(200, Map.of("fine", true));
    private static final FakeReply BROKEN = FakeReply.json(500, Map.of());

    private final FakeServer server = new FakeServer(FINE);
    private final FakeRetryClock pace = new FakeRetryClock();
    private final List<String> metered = new CopyOnWriteArrayList<>();
    private final HttpClient out =
            new HttpClient(
                    HttpClientSettings.defaults()
                            .with(new BreakerRule(100, Duration.ofSeconds(60))),
                    AddressGuard.publicOnly(),
                    AddressGuard.open(),
                    (call, ending, attempts, _) ->
                            metered.add(call + " " + ending.label() + " " + attempts),
                    pace);

    @AfterEach
    void close() {
        out.close();
        server.close();
    }

    /// Apache's client closes its whole pool when it sees an [Error].
    @Test
    void anErrorInACallIsAFailureOfThatCall() {
        HttpClientConnection broken =
                (HttpClientConnection)
                        Proxy.newProxyInstance(
                                HttpClientConnection.class.getClassLoader(),
                                new Class<?>[] {HttpClientConnection.class},
                                (_, _, _) -> {
                                    throw new StackOverflowError();
                                });
        var executor = new ConnectionPool.ContainedExecutor();
        var request = new BasicClassicHttpRequest("GET", "/");
        assertThrows(
                IOException.class,
                () -> executor.execute(request, broken, (_, _, _) -> {}, HttpCoreContext.create()));
    }

    @Test
    void connectionsAreKeptForTheNextCallAndClosedSoonAfter() throws Exception {
        HttpClientSettings settings = HttpClientSettings.defaults();
        HttpClientSettings brief =
                new HttpClientSettings(
                        8,
                        8,
                        settings.connect(),
                        Duration.ofMillis(200),
                        settings.retry(),
                        settings.breaker());
        try (HttpClient hasty =
                new HttpClient(brief, AddressGuard.publicOnly(), CallMetrics.none())) {
            for (int i = 0; i < 5; i++) {
                answer(hasty.call(get("/")));
            }
            assertEquals(1, server.accepted());
            Wait.until(
                    "the idle connections are closed",
                    () -> server.open() == 0 && hasty.connections() == 0);
        }
    }

    @Test
    void noConnectionIsLostByFailures() throws Exception {
        server.usual(BROKEN);
        for (int i = 0; i < 3; i++) {
            out.call(get("/"));
            try (StreamingResponse exchange = out.open(get("/")).orThrow()) {
                assertEquals(500, exchange.status());
            }
            server.then(FakeReply.hangUp(), FakeReply.hangUp(), FakeReply.hangUp());
            out.call(get("/"));
        }
        assertTrue(out.connections() <= 1, "left open: " + out.connections());
    }

    @Test
    void closingAStreamBreaksTheConnectionOff() throws Exception {
        server.usual(FakeReply.endless("data: tick\n\n"));
        StreamingResponse context = out.open(post()).orThrow();
        InputStream body = context.body();
        assertEquals('d', body.read());
        Thread.ofVirtual()
                .start(
                        () -> {
                            Wait.pause(
                                    Duration.ofMillis(50), "the reader waits for the next event");
                            context.close();
                        });
        FailureReason reason = null;
        while (reason == null) {
            try {
                body.read();
            } catch (BodyException e) {
                reason = e.reason();
            }
        }
        assertEquals(FailureReason.CANCELLED, reason);
        Wait.until("the server lost its caller", () -> server.left() == 1);
        assertEquals(List.of("test cancelled 1"), metered);
        assertEquals(0, out.connections());
    }

    @Test
    void aStreamReadToItsEndKeepsTheConnection() throws Exception {
        server.usual(FakeReply.events(List.of("data: a\n\n", "data: [DONE]\n\n")));
        for (int i = 0; i < 3; i++) {
            try (StreamingResponse exchange = out.open(post()).orThrow()) {
                String events = "data: a\n\ndata: [DONE]\n\n";
                assertEquals(
                        events,
                        new String(
                                exchange.body().readNBytes(events.length()),
                                StandardCharsets.UTF_8));
                exchange.enough();
            }
        }
        assertEquals(1, server.accepted());
        assertEquals("test ok 1", metered.getLast());
    }

    private Request get(String path) {
        return Request.get("test", URI.create(server.baseUrl() + path));
    }

    private Request post() {
        return Request.post("test", URI.create(server.baseUrl() + "/"), Map.of("a", 1));
    }

    private static Response answer(CallResult<Response> outcome) {
        return assertInstanceOf(Answered.class, outcome).answer() instanceof Response answer
                ? answer
                : outcome.orThrow();
    }
}
