package handcar.http.connection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.TrustedProxies;
import handcar.http.BodyReader;
import handcar.http.ClientAddress;
import handcar.http.RawConnection;
import handcar.http.Responses;
import handcar.http.server.HttpFixture;
import handcar.http.stream.EventStreams;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A chunk is bounded by what has arrived of it, not by its end.
final class ChunkedBodyTest {
    private static final int MOST_BYTES = 100_000;
    private static final Duration LONGEST = Duration.ofMillis(500);

    private final HttpFixture play =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.post(
                                    "/take",
                                    (req, res) -> {
                                        try (InputStream in =
                                                BodyReader.stream(req, MOST_BYTES, LONGEST)) {
                                            long count =
                                                    in.transferTo(OutputStream.nullOutputStream());
                                            Responses.ok(req, res, Map.of("took", count));
                                        }
                                    }),
                    new EventStreams(new ClientAddress(TrustedProxies.NONE)),
                    new ServerTimeouts(
                            LONGEST,
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(2)));

    @AfterEach
    void stop() {
        play.close();
    }

    private RawConnection begun(String body) throws IOException {
        String head = "POST /api/more/take HTTP/1.1\r\nHost: x\r\n";
        return play.wire().say(head + "Transfer-Encoding: chunked\r\n\r\n" + body);
    }

    @Test
    void aChunkBeyondTheLimitIsRefusedBeforeItIsComplete() throws IOException {
        for (String length : List.of("2000000", "7fffffff")) {
            try (RawConnection wire = begun(length + "\r\n")) {
                wire.say(new byte[MOST_BYTES + 1]);
                String answer = wire.answer();
                assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
            }
        }
    }

    /// In its bytes, in the length of its first chunk and in that of another one.
    @Test
    void aBodyThatDripsAnywhereHasADeadline() throws IOException {
        for (String begin : List.of("10000\r\n", "", "1\r\na\r\n")) {
            try (RawConnection wire = begun(begin).patience(Duration.ofMillis(20))) {
                StringBuilder answer = new StringBuilder();
                long start = System.nanoTime();
                while (answer.isEmpty()
                        && System.nanoTime() - start < Duration.ofSeconds(20).toNanos()) {
                    wire.say("0");
                    try {
                        answer.append((char) wire.socket.getInputStream().read());
                    } catch (SocketTimeoutException _) {
                        // no answer yet
                    }
                }
                answer.append(wire.patience(Duration.ofSeconds(5)).answer());
                assertTrue(answer.toString().startsWith("HTTP/1.1 408"), begin + ": " + answer);
            }
        }
    }

    @Test
    void aLongChunkInManyPacketsIsReadWhole() throws IOException {
        try (RawConnection wire = begun(Integer.toHexString(90_000) + "\r\n")) {
            for (int sent = 0; sent < 90_000; sent += 9_000) {
                wire.say(new byte[9_000]);
            }
            String answer = wire.say("\r\n1\r\na\r\n0\r\n\r\n").answer();
            assertTrue(answer.endsWith("{\"took\":90001}"), answer);
            wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(wire.answer().endsWith("{\"hello\":\"world\"}"));
        }
    }

    @Test
    void nothingButItsEndFollowsTheLastChunk() throws IOException {
        for (String rest : List.of("0\r\nabc: d\r\n\r\n", "0\r\nabc\r\n\r\n", "\r\n0\r\n\r\n")) {
            try (RawConnection wire = begun(rest)) {
                String answer = wire.answer();
                assertTrue(answer.startsWith("HTTP/1.1 400"), answer);
                assertEquals("", wire.all());
            }
        }
    }
}
