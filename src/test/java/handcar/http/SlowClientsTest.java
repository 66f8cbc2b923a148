package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.TrustedProxies;
import handcar.http.connection.ServerTimeouts;
import handcar.http.server.HttpFixture;
import handcar.http.stream.EventStreams;
import handcar.problem.Problem;
import handcar.testing.Wait;

import io.helidon.http.HttpException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SlowClientsTest {
    private static final ServerTimeouts TIMEOUTS =
            new ServerTimeouts(
                    Duration.ofMillis(700),
                    Duration.ofMillis(500),
                    Duration.ofMillis(800),
                    Duration.ofSeconds(2),
                    Duration.ofSeconds(4));

    private final CountDownLatch entered = new CountDownLatch(1);
    private final Semaphore answered = new Semaphore(0);
    private final CountDownLatch go = new CountDownLatch(1);
    private final HttpFixture play =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.get("/huge", this::huge)
                                    .get(
                                            "/wait",
                                            (req, res) -> {
                                                entered.countDown();
                                                go.await(10, TimeUnit.SECONDS);
                                                Responses.ok(req, res, Map.of("waited", true));
                                            })
                                    .get("/long", (_, res) -> stream(res)),
                    new EventStreams(new ClientAddress(TrustedProxies.NONE)),
                    TIMEOUTS);

    /// Writes for longer than a connection may rest.
    private static void stream(ServerResponse res) throws IOException {
        try (OutputStream out = res.outputStream()) {
            for (int i = 0; i < 5; i++) {
                out.write("piece".getBytes(StandardCharsets.UTF_8));
                out.flush();
                Wait.pause(TIMEOUTS.idle().dividedBy(4), "a stream takes its time");
            }
        }
    }

    @Test
    void aConnectionRestsFromTheEndOfALongAnswerOn() throws IOException {
        try (RawConnection wire = play.wire()) {
            wire.say("GET /api/more/long HTTP/1.1\r\nHost: x\r\n\r\n").until("\r\n0\r\n\r\n");
            Wait.pause(TIMEOUTS.idle().dividedBy(4), "a client thinks");
            wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(wire.answer().startsWith("HTTP/1.1 200"));
        }
    }

    private void huge(ServerRequest req, ServerResponse res) {
        try {
            Responses.ok(req, res, Map.of("text", "x".repeat(20_000_000)));
        } finally {
            answered.release();
        }
    }

    @AfterEach
    void stop() {
        go.countDown();
        play.close();
    }

    /// What a client does until it is cut off.
    private interface SlowClient {
        void run(RawConnection wire) throws Exception;
    }

    /// It is cut off not before its time-out, and at the latest a second after it. Another program may take the processor
    /// meanwhile, so the shortest of three tries counts.
    private void assertCutOff(Duration timeout, SlowClient client) throws Exception {
        Duration least = Duration.ofDays(1);
        for (int i = 0; i < 3 && least.compareTo(timeout.plusSeconds(1)) > 0; i++) {
            try (RawConnection wire = play.wire()) {
                long start = System.nanoTime();
                client.run(wire);
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                least = took.compareTo(least) < 0 ? took : least;
                assertTrue(took.compareTo(timeout) >= 0, "cut off too early: " + took);
            }
        }
        assertTrue(least.compareTo(timeout.plusSeconds(1)) <= 0, "cut off late: " + least);
    }

    private static void drip(RawConnection wire) throws IOException {
        wire.patience(Duration.ofMillis(50));
        try {
            do {
                wire.say("x");
            } while (!isClosed(wire));
        } catch (SocketException _) {
            // closed while it was written to
        }
    }

    private static boolean isClosed(RawConnection wire) throws IOException {
        try {
            return wire.socket.getInputStream().read() < 0;
        } catch (SocketTimeoutException _) {
            return false;
        }
    }

    @Test
    void oneThatSaysNothingIsCutOffInTheEnd() throws Exception {
        assertCutOff(TIMEOUTS.idle(), wire -> assertEquals("", wire.all()));
    }

    @Test
    void oneThatAsksNothingMoreIsCutOffInTheEnd() throws Exception {
        assertCutOff(
                TIMEOUTS.idle(),
                wire -> {
                    wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n").answer();
                    assertEquals("", wire.all());
                });
    }

    @Test
    void oneThatDripsItsRequestLineIsCutOff() throws Exception {
        assertCutOff(TIMEOUTS.idle(), wire -> drip(wire.say("GET /api/hello")));
    }

    @Test
    void oneThatDoesNotTakeItsAnswerIsCutOff() throws Exception {
        assertCutOff(
                TIMEOUTS.write(),
                wire -> {
                    wire.say("GET /api/more/huge HTTP/1.1\r\nHost: x\r\n\r\n");
                    assertTrue(answered.tryAcquire(8, TimeUnit.SECONDS), "still writing");
                });
    }

    @Test
    void oneThatFallsSilentInItsHeadIsCutOff() throws Exception {
        assertCutOff(
                TIMEOUTS.head(), wire -> wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n").all());
    }

    @Test
    void oneThatDripsItsHeadIsCutOff() throws Exception {
        assertCutOff(
                TIMEOUTS.head(),
                wire -> drip(wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\nA: ")));
    }

    @Test
    void oneThatFallsSilentInItsBodyHearsWhy() throws IOException {
        try (RawConnection wire = play.wire()) {
            String type = "Content-Type: application/json\r\n";
            wire.say("POST /api/echo HTTP/1.1\r\nHost: x\r\n" + type);
            String answer = wire.say("Content-Length: 10\r\n\r\n{").answer();
            assertTrue(answer.startsWith("HTTP/1.1 408"), answer);
            assertTrue(answer.contains("request_timeout"), answer);
        }
    }

    @Test
    void aBodyThatDripsHasADeadlineToo() throws IOException {
        InputStream dripping =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        Wait.pause(Duration.ofMillis(20), "a slow client");
                        return 'x';
                    }

                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        into[from] = (byte) read();
                        return 1;
                    }
                };
        InputStream bounded = new LimitedInputStream(dripping, 1000, Duration.ofMillis(200));
        assertEquals(408, assertThrows(HttpException.class, bounded::readAllBytes).status().code());
        assertThrows(
                Problem.TooLarge.class,
                () ->
                        new LimitedInputStream(
                                        new ByteArrayInputStream(new byte[11]),
                                        10,
                                        Duration.ofSeconds(9))
                                .readAllBytes());
    }

    @Test
    void closingLetsARequestUnderWayFinish() throws Exception {
        AtomicReference<String> answer = new AtomicReference<>("");
        Thread client =
                Thread.ofVirtual().start(() -> answer.set(play.get("/api/more/wait").body()));
        assertTrue(entered.await(5, TimeUnit.SECONDS));
        Thread closing = Thread.ofVirtual().start(play.server::close);
        Wait.pause(Duration.ofMillis(200), "the server stops accepting on its own thread");
        assertThrows(IOException.class, () -> play.wire().close());
        go.countDown();
        client.join(Duration.ofSeconds(5));
        assertEquals("{\"waited\":true}", answer.get());
        assertTrue(closing.join(Duration.ofSeconds(5)), "closing took too long");
    }

    @Test
    void hundredsOfIdleConnectionsHurtNobody() throws IOException {
        RawConnection[] idle = new RawConnection[300];
        for (int i = 0; i < idle.length; i++) {
            idle[i] = play.wire();
        }
        assertEquals(200, play.get("/api/hello").statusCode());
        for (RawConnection wire : idle) {
            wire.close();
        }
    }
}
