package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

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
    private final CountDownLatch entered = new CountDownLatch(RequestFilter.MOST_BUSY);
    private final CountDownLatch go = new CountDownLatch(1);
    private final EventStreams streams =
            new EventStreams(
                    new ClientAddress(TrustedProxies.parse("127.0.0.1,::1", entry -> fail(entry))));
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
        for (int i = 0; i < RequestFilter.MOST_BUSY; i++) {
            crowd.add(wait("203.0.113." + i % 2, served));
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
        assertEquals(RequestFilter.MOST_BUSY, served.get());
        assertEquals(200, play.get("/api/hello").statusCode());
        for (RawConnection wire : listeners) {
            wire.close();
        }
    }

    @Test
    void oneAddressNeverHasAllPlaces() throws Exception {
        AtomicInteger served = new AtomicInteger();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < RequestFilter.MOST_BUSY_OF_ONE; i++) {
            crowd.add(wait("203.0.113.7", served));
        }
        Wait.until(
                "they have their places",
                () ->
                        entered.getCount()
                                == RequestFilter.MOST_BUSY - RequestFilter.MOST_BUSY_OF_ONE);
        assertEquals(503, get("/api/hello", "203.0.113.7"));
        assertEquals(200, get("/api/hello", "203.0.113.8"));
        go.countDown();
        for (Thread one : crowd) {
            one.join();
        }
        assertEquals(200, get("/api/hello", "203.0.113.7"));
    }

    /// A burst is answered: who finds no place has one when the first are done.
    @Test
    void whoComesWithManyOthersWaitsForAPlace() throws Exception {
        AtomicInteger served = new AtomicInteger();
        List<Thread> crowd = new ArrayList<>();
        for (int i = 0; i < 2 * RequestFilter.MOST_BUSY_OF_ONE; i++) {
            crowd.add(wait("203.0.113.7", served));
        }
        Wait.until(
                "the first have their places",
                () ->
                        entered.getCount()
                                == RequestFilter.MOST_BUSY - RequestFilter.MOST_BUSY_OF_ONE);
        assertEquals(200, get("/api/hello", "203.0.113.8"));
        go.countDown();
        for (Thread one : crowd) {
            one.join();
        }
        assertEquals(2 * RequestFilter.MOST_BUSY_OF_ONE, served.get());
    }

    private Thread wait(String address, AtomicInteger served) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            if (get("/api/more/wait", address) == 204) {
                                served.incrementAndGet();
                            }
                        });
    }

    private int get(String path, String address) {
        return play.get(path, "X-Forwarded-For", address).statusCode();
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
