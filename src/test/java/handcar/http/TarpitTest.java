package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.TrustedProxies;
import handcar.http.connection.ServerTimeouts;
import handcar.http.server.HttpFixture;
import handcar.http.stream.EventStreams;
import handcar.problem.Problem;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/// One address is refused again and again, over real sockets and behind a proxy that is trusted: it waits, and nobody else does.
@Isolated("measures time")
final class TarpitTest {
    private static final int FREE = 20;
    private static final String STRANGER = "203.0.113.7";

    /// Far from the second that a refusal waits at most, and from what a busy machine takes.
    private static final Duration AT_ONCE = Duration.ofMillis(500);

    private final AtomicLong now = new AtomicLong();
    private final HttpFixture server =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.get("/fine", (req, res) -> Responses.ok(req, res, Map.of()))
                                    .get("/limited", (_, _) -> refuse())
                                    .get("/unknown", (_, _) -> refuseUnknown()),
                    new EventStreams(
                            new ClientAddress(TrustedProxies.parse("127.0.0.1,::1", _ -> {}))),
                    ServerTimeouts.DEFAULT,
                    FREE);

    private static void refuse() {
        throw new Problem.RateLimited("Too many requests.", Duration.ofSeconds(7));
    }

    private static void refuseUnknown() {
        throw new Problem.Unauthorized("invalid_token", "This token is invalid.");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void refusalsWaitLongerEachTimeAndAreForgotten() {
        Tarpit tarpit = new Tarpit(60, now::get);
        for (int i = 0; i < 60; i++) {
            assertEquals(Duration.ZERO, tarpit.count(STRANGER));
        }
        assertEquals(Duration.ofMillis(20), tarpit.count(STRANGER));
        assertEquals(Duration.ofMillis(40), tarpit.count(STRANGER));
        for (int i = 0; i < 1_000; i++) {
            tarpit.count(STRANGER);
        }
        assertEquals(Tarpit.LONGEST, tarpit.count(STRANGER));
        assertEquals(Duration.ZERO, tarpit.count("203.0.113.8"));
        now.addAndGet(Duration.ofMinutes(1).toNanos());
        assertEquals(Duration.ZERO, tarpit.count(STRANGER));
    }

    @Test
    void aMillionNetworksCostNoMoreThanTenThousand() {
        Tarpit tarpit = new Tarpit(60, now::get);
        for (int i = 0; i < 100_000; i++) {
            tarpit.count("network " + i);
        }
        assertEquals(Tarpit.MAX_NETWORKS, tarpit.size());
    }

    @Test
    void aClosedLoopIsPacedAndNobodyElseWaits() {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger refused = new AtomicInteger();
        List<Thread> loops =
                Stream.of("/api/more/limited", "/nowhere", "/api/more/unknown", "/api/more/limited")
                        .map(path -> loop(path, over, refused))
                        .toList();
        Wait.until(
                "refusals wait",
                () -> took("/api/more/limited", STRANGER, 429).compareTo(AT_ONCE) > 0);
        int before = refused.get();
        long from = System.nanoTime();
        for (int i = 0; i < FREE; i++) {
            assertAtOnce("/api/more/fine", STRANGER, 200);
            assertAtOnce("/api/more/limited", "203.0.113.8", 429);
            // the proxy names nobody: whoever is behind it would wait for all
            assertAtOnce("/nowhere", "", 404);
            Wait.pause(Duration.ofMillis(50), "the loops go on");
        }
        double seconds = (System.nanoTime() - from) / 1e9;
        over.set(true);
        loops.forEach(TarpitTest::join);
        assertTrue(
                (refused.get() - before) / seconds < 3 * loops.size(),
                refused + " after " + before + " in " + seconds + " s");
    }

    @Test
    void refusalsBeyondTheBoundEndTheirConnection() throws IOException {
        for (int i = 0; i < FREE; i++) {
            assertAtOnce("/nowhere", STRANGER, 404);
        }
        List<RawConnection> crowd = new ArrayList<>();
        for (int i = 0; i < 2 * Tarpit.MOST_OF_ONE; i++) {
            crowd.add(server.wire().say(request("/api/more/limited", STRANGER)));
        }
        assertEquals(200, server.get("/api/more/fine", "X-Forwarded-For", STRANGER).statusCode());
        int ended = 0;
        for (RawConnection one : crowd) {
            String answer = one.answer();
            assertTrue(answer.startsWith("HTTP/1.1 429"), answer);
            assertTrue(answer.toLowerCase(Locale.ROOT).contains("retry-after: 7"), answer);
            if (answer.toLowerCase(Locale.ROOT).contains("connection: close")) {
                assertEquals("", one.all());
                ended++;
            }
            one.close();
        }
        assertTrue(ended > 0 && ended <= Tarpit.MOST_OF_ONE, ended + " connections were ended");
    }

    private static String request(String path, String address) {
        return "GET " + path + " HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: " + address + "\r\n\r\n";
    }

    private void assertAtOnce(String path, String address, int status) {
        Duration took = took(path, address, status);
        assertTrue(took.compareTo(AT_ONCE) < 0, path + " from " + address + ": " + took);
    }

    private Duration took(String path, String address, int status) {
        long from = System.nanoTime();
        assertEquals(
                status,
                (address.isEmpty()
                                ? server.get(path)
                                : server.get(path, "X-Forwarded-For", address))
                        .statusCode());
        return Duration.ofNanos(System.nanoTime() - from);
    }

    private Thread loop(String path, AtomicBoolean over, AtomicInteger refused) {
        return Thread.ofVirtual()
                .start(
                        () -> {
                            while (!over.get()) {
                                if (server.get(path, "X-Forwarded-For", STRANGER).statusCode()
                                        >= 400) {
                                    refused.incrementAndGet();
                                }
                            }
                        });
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
