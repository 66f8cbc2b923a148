package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.TrustedProxies;
import handcar.http.server.HttpFixture;
import handcar.http.stream.EventSink;
import handcar.http.stream.EventStreams;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse;

final class ManyClientsTest {
    private final CountDownLatch entered = new CountDownLatch(RequestFilter.MAX_BUSY);
    private final CountDownLatch go = new CountDownLatch(1);
    private final EventStreams streams = new EventStreams(new ClientAddress(TrustedProxies.NONE));
    private final HttpFixture play =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.get(
                                            "/wait",
                                            (_, res) -> {
                                                entered.countDown();
                                                go.await(30, TimeUnit.SECONDS);
                                                Responses.none(res);
                                            })
                                    .get("/live", streams.sse(_ -> ManyClientsTest::greet)),
                    streams);

    private static void greet(EventSink sink) {
        sink.send(OptionalLong.empty(), "hello", Map.of());
    }

    @AfterEach
    void stop() {
        go.countDown();
        play.close();
    }

    @Test
    void oneTooManyHearsWhenToComeBackAndOpenStreamsDoNotCount() throws Exception {
        List<RawConnection> listeners = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawConnection wire = play.wire().say("GET /api/more/live HTTP/1.1\r\nHost: x\r\n\r\n");
            wire.until("hello");
            listeners.add(wire);
        }
        AtomicInteger served = new AtomicInteger();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < RequestFilter.MAX_BUSY; i++) {
            crowd.add(
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        if (play.get("/api/more/wait").statusCode() == 204) {
                                            served.incrementAndGet();
                                        }
                                    }));
        }
        assertTrue(entered.await(20, TimeUnit.SECONDS), "not all found a seat");
        HttpResponse<String> answer = play.get("/api/hello");
        assertEquals(503, answer.statusCode());
        assertEquals("busy", HttpFixture.error(answer).text("code").orElse(""));
        assertEquals("5", answer.headers().firstValue("retry-after").orElse(""));
        // this server has no such page, but it looked for it
        assertEquals(404, play.get("/health/liveness").statusCode());
        go.countDown();
        for (Thread one : crowd) {
            one.join();
        }
        assertEquals(RequestFilter.MAX_BUSY, served.get());
        assertEquals(200, play.get("/api/hello").statusCode());
        for (RawConnection wire : listeners) {
            wire.close();
        }
    }

    @Test
    void whoLeavesIsNoticedLongBeforeTheNextHeartbeat() throws Exception {
        List<RawConnection> listeners = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            RawConnection wire = play.wire().say("GET /api/more/live HTTP/1.1\r\nHost: x\r\n\r\n");
            wire.until("hello");
            listeners.add(wire);
        }
        assertEquals(20, streams.size());
        for (RawConnection wire : listeners) {
            wire.close();
        }
        Wait.until(
                "every stream has ended, long before a heartbeat",
                Duration.ofSeconds(5),
                () -> streams.size() == 0);
    }

    @Test
    void theServerKnowsItsRoutes() {
        assertTrue(play.server.routes().contains("GET /api/things/{id}"));
        assertTrue(play.server.routes().contains("GET /api/more/wait"));
    }
}
