package handcar.http.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.config.TrustedProxies;
import handcar.http.ClientAddress;
import handcar.http.RawConnection;
import handcar.http.server.HttpFixture;
import handcar.problem.Problem;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class WebSocketStreamTest {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final BlockingQueue<EventSink> sinks = new LinkedBlockingQueue<>();
    private final EventStreams streams =
            new EventStreams(new ClientAddress(TrustedProxies.NONE), Duration.ofMillis(400));
    private final HttpFixture play =
            new HttpFixture(
                    List.of("https://shop.example"),
                    rules -> rules.get("/chat/{id}", streams.webSocket(this::open)),
                    streams);

    private Consumer<EventSink> open(StreamRequest call) {
        call.uuid("id", "conversation");
        return switch (call.token().orElse("")) {
            case "" -> throw new Problem.Unauthorized("token", "Bring a token.");
            case "foreign" -> throw new Problem.Forbidden("foreign", "Not yours.");
            default ->
                    sink -> {
                        sink.send(OptionalLong.of(call.lastId().orElse(0)), "hello", Map.of());
                        sinks.add(sink);
                    };
        };
    }

    @AfterEach
    void stop() {
        play.close();
    }

    private RawConnection knock(String query, String more) throws IOException {
        return knockAt("/api/more/chat/01890a5d-ac96-774b-bcce-b302099a8057" + query, more);
    }

    private RawConnection knockAt(String path, String more) throws IOException {
        String head =
                """
                GET PATH HTTP/1.1
                Host: localhost:1
                Connection: Upgrade
                Upgrade: websocket
                Sec-WebSocket-Version: 13
                Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                """;
        return play.wire().say(head.replace("PATH", path).replace("\n", "\r\n") + more + "\r\n");
    }

    private RawConnection listen() throws IOException {
        RawConnection wire = knock("?token=good&after=7", "");
        assertTrue(wire.answer().startsWith("HTTP/1.1 101"));
        assertEquals("{\"event\":\"hello\",\"id\":7,\"data\":{}}", text(frame(wire, TEXT)));
        return wire;
    }

    private EventSink sink() throws InterruptedException {
        EventSink sink = sinks.poll(5, TimeUnit.SECONDS);
        assertTrue(sink != null, "nobody listens");
        return sink;
    }

    /// The next frame of that kind; heartbeats are skipped.
    private static byte[] frame(RawConnection wire, int kind) throws IOException {
        InputStream in = wire.socket.getInputStream();
        while (true) {
            int first = in.read();
            if (first < 0) {
                throw new IOException("closed");
            }
            int length = in.read();
            if (length == 126) {
                length = (in.read() << 8) | in.read();
            }
            byte[] payload = in.readNBytes(length);
            if ((first & 15) == kind) {
                return payload;
            }
            assertEquals(PING, first & 15, "unexpected frame " + text(payload));
        }
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    private static void send(RawConnection wire, int kind, boolean last, byte[] payload)
            throws IOException {
        byte[] head =
                payload.length < 126
                        ? new byte[] {0, (byte) (0x80 | payload.length)}
                        : new byte[] {
                            0, (byte) 0xfe, (byte) (payload.length >> 8), (byte) payload.length
                        };
        head[0] = (byte) ((last ? 0x80 : 0) | kind);
        byte[] all = Arrays.copyOf(head, head.length + 4 + payload.length);
        System.arraycopy(payload, 0, all, head.length + 4, payload.length);
        wire.say(all);
    }

    private static int closeCode(RawConnection wire) throws IOException {
        byte[] payload = frame(wire, CLOSE);
        return ((payload[0] & 0xff) << 8) | (payload[1] & 0xff);
    }

    @Test
    void theSameEventsComeAsTextFrames() throws Exception {
        try (RawConnection wire = listen()) {
            sink().offer(OptionalLong.of(8), "delta", Map.of("text", "hi"));
            assertEquals(
                    "{\"event\":\"delta\",\"id\":8,\"data\":{\"text\":\"hi\"}}",
                    text(frame(wire, TEXT)));
        }
    }

    @Test
    void theDoorIsHttpBeforeTheUpgrade() throws IOException {
        Map<String, String> cases = Map.of("", "401", "?token=foreign", "403");
        for (Map.Entry<String, String> one : cases.entrySet()) {
            try (RawConnection wire = knock(one.getKey(), "X-Request-ID: mine\r\n")) {
                String answer = wire.all();
                assertTrue(answer.startsWith("HTTP/1.1 " + one.getValue()), answer);
                assertTrue(answer.contains("\"request_id\":\"mine\""), answer);
            }
        }
        try (RawConnection wire = knockAt("/api/more/chat/nothing", "")) {
            assertTrue(wire.all().startsWith("HTTP/1.1 404"));
        }
    }

    @Test
    void onlyOurOwnAndAllowedPagesMayConnect() throws IOException {
        String good = "?token=good";
        Map<String, String> origins =
                Map.of(
                        "https://shop.example",
                        "101",
                        "http://localhost:1",
                        "101",
                        "https://evil.example",
                        "403",
                        "null",
                        "403");
        for (Map.Entry<String, String> one : origins.entrySet()) {
            try (RawConnection wire = knock(good, "Origin: " + one.getKey() + "\r\n")) {
                String answer = wire.answer();
                assertTrue(answer.startsWith("HTTP/1.1 " + one.getValue()), one + "\n" + answer);
            }
        }
    }

    @Test
    void aPingIsAnsweredWithItsPayload() throws IOException {
        try (RawConnection wire = listen()) {
            byte[] payload = "are you there".getBytes(StandardCharsets.UTF_8);
            send(wire, PING, true, payload);
            assertArrayEquals(payload, frame(wire, PONG));
        }
    }

    @Test
    void aQuietSocketIsPinged() throws IOException {
        try (RawConnection wire = listen()) {
            int first = wire.socket.getInputStream().read();
            assertEquals(0x80 | PING, first);
        }
    }

    @Test
    void whatIsNotTextOrTooLongEndsTheSocket() throws IOException {
        try (RawConnection wire = listen()) {
            send(wire, BINARY, true, new byte[3]);
            assertEquals(1003, closeCode(wire));
        }
        try (RawConnection wire = listen()) {
            byte[] piece = "x".repeat(60_000).getBytes(StandardCharsets.UTF_8);
            send(wire, TEXT, false, piece);
            send(wire, 0, false, piece);
            assertEquals(1009, closeCode(wire));
        }
        try (RawConnection wire = listen()) {
            byte[] head = {(byte) 0x81, (byte) 0xff, 0, 0, 0, 0, 0, 16, 0, 0, 0, 0, 0, 0};
            wire.say(head);
            assertEquals(1009, closeCode(wire));
        }
    }

    @Test
    void aClientThatClosesIsGoneForItsFeeder() throws Exception {
        CountDownLatch gone = new CountDownLatch(2);
        try (RawConnection wire = listen()) {
            sink().onClose(gone::countDown);
            send(wire, CLOSE, true, new byte[] {3, (byte) 0xe8});
            assertEquals(1000, closeCode(wire));
        }
        try (RawConnection wire = listen()) {
            sink().onClose(gone::countDown);
            wire.socket.setSoLinger(true, 0);
        }
        assertTrue(gone.await(5, TimeUnit.SECONDS), "the server should have noticed");
        assertEquals(0, streams.size());
    }

    @Test
    void aClientThatDoesNotReadIsCutOff() throws Exception {
        try (RawConnection wire = listen()) {
            EventSink sink = sink();
            Map<String, String> big = Map.of("text", "x".repeat(20_000));
            int taken = 0;
            while (taken < 10_000 && sink.offer(OptionalLong.empty(), "delta", big)) {
                taken++;
            }
            assertTrue(taken < 10_000, "never cut off");
            assertFalse(sink.isOpen());
            assertTrue(wire.socket.isConnected());
        }
    }

    @Test
    void closingTheServerSaysThatItRestarts() throws IOException {
        try (RawConnection wire = listen()) {
            play.server.close();
            assertEquals(1012, closeCode(wire));
        }
    }

    @Test
    void whoComesWhileTheServerGoesIsToldTheSame() throws IOException {
        play.server.drain();
        try (RawConnection wire = knock("?token=good&after=7", "")) {
            assertTrue(wire.answer().startsWith("HTTP/1.1 101"));
            assertEquals(1012, closeCode(wire));
        }
    }
}
