package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

final class SlowClientsTest {
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);
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
                                            }),
                    new EventStreams(new ClientAddress(false)),
                    new ServerTimeouts(
                            Duration.ofMillis(700),
                            Duration.ofMillis(500),
                            Duration.ofMillis(800),
                            Duration.ofSeconds(2),
                            Duration.ofSeconds(4)));

    private void huge(ServerRequest req, ServerResponse res) {
        try {
            Responses.ok(req, res, Map.of("text", "x".repeat(30_000_000)));
        } finally {
            answered.countDown();
        }
    }

    @AfterEach
    void stop() {
        go.countDown();
        play.close();
    }

    private static long millisUntilClosed(RawConnection wire, String drip) throws Exception {
        long start = System.nanoTime();
        wire.patience(Duration.ofMillis(100));
        while (System.nanoTime() - start < 9_000_000_000L) {
            try {
                wire.say(drip);
                if (wire.socket.getInputStream().read() < 0) {
                    break;
                }
            } catch (java.net.SocketTimeoutException _) {
                // nothing said yet: drip on
            } catch (SocketException _) {
                break;
            }
        }
        return (System.nanoTime() - start) / 1_000_000;
    }

    @Test
    void oneThatSaysNothingIsCutOffInTheEnd() throws IOException {
        try (RawConnection wire = play.wire()) {
            assertEquals("", wire.all());
        }
        try (RawConnection wire = play.wire()) {
            wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertEquals("", wire.all());
        }
    }

    @Test
    void oneThatDripsItsRequestLineIsCutOff() throws Exception {
        try (RawConnection wire = play.wire()) {
            wire.say("GET /api/hello");
            assertTrue(millisUntilClosed(wire, "x") < 5_000);
        }
    }

    @Test
    void oneThatDoesNotTakeItsAnswerIsCutOff() throws Exception {
        try (RawConnection wire = play.wire()) {
            wire.say("GET /api/more/huge HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(answered.await(8, TimeUnit.SECONDS), "still writing");
        }
    }

    @Test
    void oneThatFallsSilentInItsHeadIsCutOff() throws IOException {
        try (RawConnection wire = play.wire()) {
            long start = System.nanoTime();
            wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n").all();
            assertTrue(System.nanoTime() - start < 5_000_000_000L);
        }
    }

    @Test
    void oneThatDripsItsHeadIsCutOff() throws Exception {
        try (RawConnection wire = play.wire()) {
            wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\nA: ");
            assertTrue(millisUntilClosed(wire, "x") < 5_000);
        }
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
