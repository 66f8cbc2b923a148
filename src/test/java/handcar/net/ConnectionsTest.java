package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.net.NetSettings.BreakerRule;
import handcar.net.Outcome.Answered;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/// What becomes of connections: kept, closed, broken off, never lost.
final class ConnectionsTest {
    private static final Reply FINE = Reply.json(200, Map.of("fine", true));
    private static final Reply BROKEN = Reply.json(500, Map.of());

    private final FakeServer server = new FakeServer(FINE);
    private final TestPace pace = new TestPace();
    private final List<String> metered = new CopyOnWriteArrayList<>();
    private final Outgoing out =
            new Outgoing(
                    NetSettings.defaults().with(new BreakerRule(100, Duration.ofSeconds(60))),
                    Guard.publicOnly(),
                    (call, ending, attempts, _) ->
                            metered.add(call + " " + ending.label() + " " + attempts),
                    pace);

    @AfterEach
    void close() {
        out.close();
        server.close();
    }

    @Test
    void connectionsAreKeptForTheNextCallAndClosedSoonAfter() throws Exception {
        NetSettings settings = NetSettings.defaults();
        NetSettings brief =
                new NetSettings(
                        8,
                        8,
                        settings.connect(),
                        Duration.ofMillis(200),
                        settings.retry(),
                        settings.breaker());
        try (Outgoing hasty = new Outgoing(brief, Guard.publicOnly(), CallMeter.none())) {
            for (int i = 0; i < 5; i++) {
                answer(hasty.call(get("/")));
            }
            assertEquals(1, server.accepted());
            eventually(() -> server.open() == 0 && hasty.connections() == 0);
        }
    }

    @Test
    void noConnectionIsLostByFailures() throws Exception {
        server.usual(BROKEN);
        for (int i = 0; i < 3; i++) {
            out.call(get("/"));
            try (Exchange exchange = out.open(get("/")).orThrow()) {
                assertEquals(500, exchange.status());
            }
            server.then(Reply.hangUp(), Reply.hangUp(), Reply.hangUp());
            out.call(get("/"));
        }
        assertTrue(out.connections() <= 1, "left open: " + out.connections());
    }

    @Test
    void closingAStreamBreaksTheConnectionOff() throws Exception {
        server.usual(Reply.endless("data: tick\n\n"));
        Exchange exchange = out.open(post()).orThrow();
        EventReader events = exchange.events();
        assertEquals("tick", events.next().orElseThrow().data());
        Thread.ofVirtual()
                .start(
                        () -> {
                            pause(50);
                            exchange.close();
                        });
        Reason reason = null;
        while (reason == null) {
            try {
                events.next();
            } catch (BrokenBody e) {
                reason = e.reason();
            }
        }
        assertEquals(Reason.CANCELLED, reason);
        eventually(() -> server.left() == 1);
        assertEquals(List.of("test cancelled 1"), metered);
        assertEquals(0, out.connections());
    }

    @Test
    void aStreamReadToItsEndKeepsTheConnection() throws Exception {
        server.usual(Reply.events(List.of("data: a\n\n", "data: [DONE]\n\n")));
        for (int i = 0; i < 3; i++) {
            try (Exchange exchange = out.open(post()).orThrow()) {
                EventReader events = exchange.events();
                assertEquals("a", events.next().orElseThrow().data());
                assertEquals("[DONE]", events.next().orElseThrow().data());
                exchange.enough();
            }
        }
        assertEquals(1, server.accepted());
        assertEquals("test ok 1", metered.getLast());
    }

    private Call get(String path) {
        return Call.get("test", URI.create(server.baseUrl() + path));
    }

    private Call post() {
        return Call.post("test", URI.create(server.baseUrl() + "/"), Map.of("a", 1));
    }

    private static Answer answer(Outcome<Answer> outcome) {
        return assertInstanceOf(Answered.class, outcome).answer() instanceof Answer answer
                ? answer
                : outcome.orThrow();
    }

    private static void eventually(java.util.function.BooleanSupplier condition) {
        for (int i = 0; i < 200 && !condition.getAsBoolean(); i++) {
            pause(10);
        }
        assertTrue(condition.getAsBoolean());
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
