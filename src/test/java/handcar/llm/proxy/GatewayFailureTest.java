package handcar.llm.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.json.Json;
import handcar.testing.TestClient;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpResponse.BodyHandlers;

/// Providers that misbehave, and programs that leave.
final class GatewayFailureTest {
    private static final GatewayFixture SHOP =
            new GatewayFixture(Map.of("RETRY_MAX_ATTEMPTS", "1"));
    private static final Map<String, Object> STREAM =
            GatewayFixture.asking("gpt-4o-mini", Map.of("stream", true));

    @AfterAll
    static void close() {
        SHOP.close();
    }

    @Test
    void aProvidersRefusalComesWithItsStatusAndWords() {
        for (int status : List.of(400, 403, 404, 409, 422)) {
            SHOP.openAi.then(
                    FakeOpenAi.error(
                            status, "invalid_request_error", "messages", "Not like this."));
            GatewayFixture.Said said = SHOP.chat(fresh());
            assertEquals(status, said.status());
            assertEquals(Optional.of("Not like this."), said.error().text("message"));
            assertEquals(Optional.of("invalid_request_error"), said.error().text("type"));
            assertEquals(Optional.of("messages"), said.error().text("param"));
            assertEquals(said.header("X-Request-ID"), said.error().text("request_id").orElse(""));
        }
    }

    @Test
    void aProvidersRateLimitSaysWhenToComeBack() {
        SHOP.openAi.then(FakeOpenAi.limited(17));
        GatewayFixture.Said said = SHOP.chat(fresh());
        assertEquals(429, said.status());
        assertEquals("17", said.header("Retry-After"));
    }

    @Test
    void aBrokenProviderKeepsItsStatus() {
        for (int status : List.of(500, 502, 503)) {
            SHOP.openAi.then(FakeOpenAi.error(status, "server_error", "", "Broken."));
            assertEquals(status, SHOP.chat(fresh()).status());
            SHOP.openAi.then(FakeOpenAi.error(status, "server_error", "", "Broken."));
            assertEquals(status, SHOP.chat(STREAM).status(), "a stream that did not begin");
        }
    }

    @Test
    void aSilentProviderIsATimeout() {
        SHOP.openAi.then(FakeReply.silence());
        GatewayFixture.Said said = SHOP.chat(fresh());
        assertEquals(504, said.status());
        assertFalse(said.text().contains("127.0.0.1"), said.text());
    }

    @Test
    void nonsenseAndHangingUpAreUpstreamFailures() {
        List<FakeReply> nonsense =
                List.of(
                        FakeReply.text(200, "application/json", "{\"choices\":"),
                        FakeReply.text(200, "application/json", "[]"),
                        FakeReply.text(200, "application/json", "{}"),
                        FakeReply.text(200, "text/html", "<h1>Welcome</h1>"),
                        FakeReply.hangUp());
        for (FakeReply reply : nonsense) {
            SHOP.openAi.then(reply);
            assertEquals(502, SHOP.chat(fresh()).status());
        }
    }

    @Test
    void aStreamThatBreaksOffEndsWithAnErrorAndWithoutDone() {
        SHOP.openAi.then(
                FakeReply.eventsThenCut(
                        List.of(FakeOpenAi.chunk("Half "), FakeOpenAi.chunk("an"))));
        GatewayFixture.Said said = SHOP.chat(STREAM);
        assertEquals("Half an", said.streamed());
        assertTrue(said.chunks().getLast().at("error").text("message").isPresent(), said.text());
        assertFalse(said.isDone());
    }

    @Test
    void aStreamThatEndsWithoutAReasonIsBrokenAndOneThatNamesItIsWhole() {
        SHOP.openAi.then(FakeReply.events(List.of(FakeOpenAi.chunk("Half"))));
        assertTrue(SHOP.chat(STREAM).chunks().getLast().at("error").isPresent());
        SHOP.openAi.then(
                FakeReply.events(List.of(FakeOpenAi.chunk("Whole"), FakeOpenAi.finish("stop"))));
        GatewayFixture.Said said = SHOP.chat(STREAM);
        assertEquals("Whole", said.streamed());
        assertTrue(said.isDone(), "some servers leave it out");
    }

    @Test
    void anErrorInsteadOfTheFirstChunkIsAStatus() {
        SHOP.openAi.then(
                FakeReply.events(
                        List.of(
                                FakeOpenAi.data(
                                        Map.of(
                                                "error",
                                                Map.of(
                                                        "message",
                                                        "No.",
                                                        "type",
                                                        "server_error"))))));
        assertEquals(502, SHOP.chat(STREAM).status());
    }

    @Test
    void aProviderThatRefusesOurKeyIsNotTheFaultOfTheProgram() {
        try (GatewayFixture shop = new GatewayFixture(Map.of())) {
            shop.openAi.then(FakeOpenAi.error(401, "invalid_request_error", "", "No such key."));
            GatewayFixture.Said said = shop.chat(fresh());
            assertEquals(502, said.status());
            assertEquals(Optional.of("provider_key_refused"), said.error().text("code"));
            assertEquals("failing", state(shop));
            assertEquals(200, shop.chat(fresh()).status());
            assertEquals("ok", state(shop), "the key is accepted again");
        }
    }

    private static String state(GatewayFixture shop) {
        return shop.shop
                .caller
                .get("/health/detailed", TestClient.ADMIN)
                .body()
                .at("components")
                .at("models")
                .at("openai")
                .text("status")
                .orElseThrow();
    }

    @Test
    void aVeryLargeEventIsPassedOnInPieces() {
        String picture = "x".repeat(3_000_000);
        SHOP.openAi.then(
                (_, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk(FakeOpenAi.chunk(picture));
                    wire.chunk(FakeOpenAi.finish("stop"));
                    wire.chunk(FakeOpenAi.done());
                    wire.endStream();
                });
        GatewayFixture.Said said = SHOP.chat(STREAM);
        assertEquals(picture, said.streamed());
        assertTrue(said.isDone());
    }

    @Test
    void aProgramThatLeavesAStreamStopsTheProvider() throws Exception {
        int left = SHOP.openAi.left();
        SHOP.openAi.then(FakeReply.endless(FakeOpenAi.chunk("on and ")));
        try (InputStream in =
                SHOP.client
                        .send(
                                SHOP.request(GatewayFixture.CHAT, Json.text(STREAM), SHOP.key),
                                BodyHandlers.ofInputStream())
                        .body()) {
            assertTrue(in.readNBytes(500).length == 500);
        }
        assertEquals(left + 1, SHOP.openAi.left(left + 1));
        assertEquals("cancelled", lastOutcome("cancelled"));
    }

    @Test
    void aProgramThatLeavesASilentStreamStopsTheProvider() throws Exception {
        int left = SHOP.openAi.left();
        SHOP.openAi.then(
                (_, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk(FakeOpenAi.chunk("Hm"));
                    wire.waitUntilLeft();
                });
        leaveAfter(STREAM, "Hm");
        assertEquals(left + 1, SHOP.openAi.left(left + 1));
    }

    @Test
    void aProgramThatLeavesBeforeAWholeAnswerStopsTheProvider() throws Exception {
        int left = SHOP.openAi.left();
        SHOP.openAi.then(FakeReply.silence());
        leaveAfter(fresh(), "");
        assertEquals(left + 1, SHOP.openAi.left(left + 1));
    }

    @Test
    void aSlowAnswerIsWaitedForAndTheConnectionServesOn() throws Exception {
        SHOP.openAi.then(
                FakeReply.json(200, Map.of("choices", List.of(), "slow", 1))
                        .after(Duration.ofMillis(400)));
        try (Socket socket = open()) {
            send(socket, fresh());
            assertTrue(answer(socket).contains("\"slow\":1"), "read while somebody watches");
            send(socket, fresh());
            assertTrue(answer(socket).contains("Hello from the fake."), "and read after it");
        }
    }

    @Test
    void aRequestSentBeforeTheAnswerToTheFirstIsAnsweredInTurn() throws Exception {
        SHOP.openAi.then(
                FakeReply.json(200, Map.of("choices", List.of(), "slow", 1))
                        .after(Duration.ofMillis(400)));
        try (Socket socket = open()) {
            send(socket, fresh());
            Wait.pause(
                    Duration.ofMillis(150),
                    "the second request arrives while the first is answered");
            send(socket, fresh());
            assertTrue(answer(socket).contains("\"slow\":1"));
            assertTrue(answer(socket).contains("Hello from the fake."));
        }
    }

    private static Map<String, Object> fresh() {
        return GatewayFixture.asking(
                "gpt-4o-mini", Map.of("user", String.valueOf(System.nanoTime())));
    }

    private static String lastOutcome(String wanted) {
        return Wait.until(
                "the call with the wanted outcome is in the log",
                () -> SHOP.ledger("outcome").stream().filter(wanted::equals).findFirst().orElse(""),
                wanted::equals);
    }

    private static Socket open() throws IOException {
        URI url = URI.create(SHOP.shop.url());
        Socket socket = new Socket(url.getHost(), url.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static void leaveAfter(Map<String, ?> body, String seen) throws Exception {
        try (Socket socket = open()) {
            send(socket, body);
            StringBuilder all = new StringBuilder();
            while (!all.toString().contains(seen)) {
                all.append((char) socket.getInputStream().read());
            }
            Wait.pause(Duration.ofMillis(200), "a client that leaves in the middle of an answer");
        }
    }

    private static void send(Socket socket, Map<String, ?> body) throws IOException {
        String json = Json.text(body);
        String head =
                "POST /v1/chat/completions HTTP/1.1\r\n"
                        + "Host: gate\r\n"
                        + "Content-Type: application/json\r\n"
                        + "Authorization: Bearer "
                        + SHOP.key
                        + "\r\nContent-Length: "
                        + json.length()
                        + "\r\n\r\n";
        socket.getOutputStream().write((head + json).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    /// The body of the next answer.
    private static String answer(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        String length =
                head.toString()
                        .lines()
                        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                        .findFirst()
                        .orElseThrow()
                        .substring(15)
                        .strip();
        return new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }
}
