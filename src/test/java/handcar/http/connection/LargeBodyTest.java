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

import io.helidon.http.HeaderNames;
import io.helidon.http.WritableHeaders;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A large body is read into one array, however it arrives, and nothing of the next request is taken for it.
final class LargeBodyTest {
    private static final int MOST_BYTES = 1_000_000;
    private static final Duration LONGEST = Duration.ofSeconds(3);

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);

    private final HttpFixture play =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.post(
                                            "/sum",
                                            (req, res) -> {
                                                CRC32 sum = new CRC32();
                                                try (InputStream in =
                                                        BodyReader.stream(
                                                                req, MOST_BYTES, LONGEST)) {
                                                    in.transferTo(
                                                            new CheckedOutputStream(
                                                                    OutputStream.nullOutputStream(),
                                                                    sum));
                                                }
                                                Responses.ok(
                                                        req, res, Map.of("sum", sum.getValue()));
                                            })
                                    .post(
                                            "/ignore",
                                            (req, res) ->
                                                    Responses.ok(req, res, Map.of("ok", true))),
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

    private static byte[] head(String path, int length) {
        return ("POST /api/more/" + path + " HTTP/1.1\r\nHost: x\r\nContent-Length: " + length)
                .concat("\r\n\r\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private byte[] body(int length) {
        byte[] body = new byte[length];
        random.nextBytes(body);
        return body;
    }

    private static String sum(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return "{\"sum\":" + sum.getValue() + "}";
    }

    /// Bodies follow each other without a pause, in packets that know nothing of their ends.
    @Test
    void bodiesOfAnyLengthAreReadWholeOneAfterTheOther() throws IOException {
        List<Integer> lengths =
                List.of(65_536, 65_537, 70_000, 81_920, 100_001, 999_999, 3, 0, 131_072, 65_600);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<String> sums = new ArrayList<>();
        for (int length : lengths) {
            byte[] body = body(length);
            sums.add(sum(body));
            all.writeBytes(head("sum", length));
            all.writeBytes(body);
        }
        byte[] sent = all.toByteArray();
        try (RawConnection wire = play.wire().patience(Duration.ofSeconds(20))) {
            Thread sender =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        int at = 0;
                                        while (at < sent.length) {
                                            int count =
                                                    Math.min(
                                                            sent.length - at,
                                                            1 + random.nextInt(40_000));
                                            say(wire, Arrays.copyOfRange(sent, at, at + count));
                                            at += count;
                                        }
                                    });
            for (String expected : sums) {
                String answer = wire.answer();
                assertTrue(answer.endsWith(expected), "seed " + seed + ": " + answer);
            }
            sender.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void say(RawConnection wire, byte[] bytes) {
        try {
            wire.say(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aBodyThatNobodyReadsIsDroppedAndTheConnectionGoesOn() throws IOException {
        byte[] body = body(300_000);
        try (RawConnection wire = play.wire()) {
            wire.say(head("ignore", body.length)).say(body);
            assertTrue(wire.answer().endsWith("{\"ok\":true}"));
            wire.say(head("sum", body.length)).say(body);
            assertTrue(wire.answer().endsWith(sum(body)));
        }
    }

    @Test
    void aBodyThatDripsHasADeadline() throws IOException {
        try (RawConnection wire = play.wire().patience(Duration.ofMillis(20))) {
            wire.say(head("sum", 500_000)).say(new byte[20_000]);
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
            assertTrue(answer.toString().startsWith("HTTP/1.1 408"), answer.toString());
        }
    }

    @Test
    void aSenderThatLeavesWithinItsBodyEndsIt() throws IOException {
        for (int part : List.of(0, 1, 20_000, 499_999)) {
            try (RawConnection wire = play.wire()) {
                wire.say(head("sum", 500_000)).say(new byte[part]);
                wire.socket.shutdownOutput();
                assertEquals("", wire.all(), "after " + part);
            }
        }
    }

    @Test
    void allPiecesButTheLastAreOneArray() throws IOException {
        byte[] body = body(200_000);
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket socket = server.accept()) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                try {
                                    client.getOutputStream().write(body);
                                    client.getOutputStream().write(body);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
            LargeBodyReader reader =
                    LargeBodyReader.of(
                            socket,
                            WritableHeaders.create().add(HeaderNames.CONTENT_LENGTH, "200000"),
                            0);
            while (reader.isComing()) {
                byte[] piece = Objects.requireNonNull(reader.next(() -> {}));
                arrays.add(piece);
                read.writeBytes(piece);
            }
        }
        assertEquals(sum(body), sum(read.toByteArray()));
        assertEquals(2, arrays.size());
    }
}
