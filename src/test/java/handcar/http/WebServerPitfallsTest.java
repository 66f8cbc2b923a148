package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.http.server.HttpFixture;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// What the web server gets wrong when left alone.
final class WebServerPitfallsTest {
    private static final String BIG = "x".repeat(3 * 1024 * 1024);

    private static final HttpFixture PLAY =
            new HttpFixture(
                    List.of("https://shop.example"),
                    rules ->
                            rules.get(
                                            "/big",
                                            (req, res) ->
                                                    Responses.ok(req, res, Map.of("text", BIG)))
                                    .post(
                                            "/hook",
                                            (req, res) ->
                                                    Responses.ok(
                                                            req,
                                                            res,
                                                            Map.of(
                                                                    "size",
                                                                    BodyReader.of(
                                                                                    req,
                                                                                    BodyReader
                                                                                            .WEBHOOK_LIMIT)
                                                                            .length)))
                                    .post("/deaf", (_, res) -> Responses.none(res)));

    @AfterAll
    static void stop() {
        PLAY.close();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String post(String path, String headers, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: x\r\n" + headers + "\r\n" + body;
    }

    private static String json(int length) {
        return "Content-Type: application/json\r\nContent-Length: " + length + "\r\n";
    }

    @Test
    void connectionCloseClosesTheConnectionAfterTheWholeAnswer() throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            String answer =
                    wire.say("GET /api/more/big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .all();
            assertTrue(answer.startsWith("HTTP/1.1 200"));
            assertTrue(answer.length() > BIG.length());
        }
        try (RawConnection wire = PLAY.wire()) {
            String answer =
                    wire.say("GET /nowhere HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").all();
            assertTrue(answer.startsWith("HTTP/1.1 404"), answer);
        }
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            for (int i = 0; i < 3; i++) {
                String answer = wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n").answer();
                assertTrue(answer.endsWith("{\"hello\":\"world\"}"), answer);
                answer = wire.say(post("/api/echo", json(2), "{}")).answer();
                assertTrue(answer.endsWith("{}"), answer);
            }
        }
    }

    @Test
    void anAnnouncedBodyBeyondTheLimitIsTooLargeBeforeItIsSent() throws IOException {
        for (String length : List.of("2097153", "99999999999")) {
            try (RawConnection wire = PLAY.wire()) {
                String answer =
                        wire.say(
                                        post(
                                                "/api/echo",
                                                "Content-Type: application/json\r\nContent-Length: "
                                                        + length
                                                        + "\r\n",
                                                ""))
                                .all();
                assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
                assertTrue(answer.contains("\"type\":\"too_large\""), answer);
                assertTrue(answer.contains("\"request_id\":\""), answer);
            }
        }
    }

    @Test
    void aChunkedBodyBeyondTheLimitIsTooLargeToo() {
        HttpResponse<String> answer =
                PLAY.send(
                        PLAY.request("/api/echo")
                                .header("Content-Type", "application/json")
                                .POST(
                                        HttpRequest.BodyPublishers.fromPublisher(
                                                HttpRequest.BodyPublishers.ofString(
                                                        "{\"a\":\"" + BIG + "\"}"))));
        assertEquals(413, answer.statusCode());
        assertEquals("too_large", HttpFixture.error(answer).text("type").orElse(""));
        assertEquals(200, PLAY.post("/api/echo", "{}").statusCode());
    }

    @Test
    void aWebhookMayBeLarger() {
        HttpRequest.BodyPublisher most =
                HttpRequest.BodyPublishers.ofByteArray(new byte[5 * 1024 * 1024]);
        HttpResponse<String> answer = PLAY.send(PLAY.request("/api/more/hook").POST(most));
        assertEquals("{\"size\":5242880}", answer.body());
        HttpRequest.BodyPublisher more =
                HttpRequest.BodyPublishers.ofByteArray(new byte[5 * 1024 * 1024 + 1]);
        assertEquals(413, PLAY.send(PLAY.request("/api/more/hook").POST(more)).statusCode());
    }

    @Test
    void aClientThatWaitsForContinueIsTold() throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            wire.say(post("/api/echo", json(7) + "Expect: 100-continue\r\n", ""));
            assertTrue(wire.answer().startsWith("HTTP/1.1 100"));
            String answer = wire.say("{\"a\":1}").answer();
            assertTrue(answer.startsWith("HTTP/1.1 200"), answer);
            assertTrue(answer.endsWith("{\"a\":1}"), answer);
        }
    }

    @Test
    void aRefusedBodyIsNotAskedFor() throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            String answer =
                    wire.say(post("/api/echo", json(9_000_000) + "Expect: 100-continue\r\n", ""))
                            .answer();
            assertTrue(answer.startsWith("HTTP/1.1 413"), answer);
        }
    }

    @Test
    void aBodyNobodyReadDoesNotBecomeTheNextRequest() throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            String smuggled = "GET /api/broken HTTP/1.1\r\nHost: x\r\n\r\n";
            String answer =
                    wire.say(
                                    post(
                                            "/api/more/deaf",
                                            "Content-Length: " + smuggled.length() + "\r\n",
                                            smuggled))
                            .answer();
            assertTrue(answer.startsWith("HTTP/1.1 204"), answer);
            String next = wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertTrue(next.endsWith("{\"hello\":\"world\"}"), next);
        }
    }

    @Test
    void aPreflightIsAnsweredAlsoForARouteWithoutOptions() {
        HttpResponse<String> answer =
                PLAY.send(
                        PLAY.request("/v1/echo")
                                .header("Origin", "https://shop.example")
                                .header("Access-Control-Request-Method", "POST")
                                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertEquals(204, answer.statusCode());
        assertEquals("https://shop.example", header(answer, "access-control-allow-origin"));
        assertTrue(header(answer, "access-control-allow-methods").contains("POST"));
        assertTrue(header(answer, "access-control-allow-headers").contains("Authorization"));
    }

    @Test
    void anAllowedPageMayReadAnswersAndErrors() {
        for (String path : List.of("/v1/nowhere", "/api/v1/chat/nowhere")) {
            HttpResponse<String> answer = PLAY.get(path, "Origin", "https://shop.example");
            assertEquals("https://shop.example", header(answer, "access-control-allow-origin"));
            assertEquals("", header(answer, "access-control-allow-credentials"));
            assertTrue(header(answer, "access-control-expose-headers").contains("X-Request-ID"));
        }
    }

    @Test
    void aForeignPageGetsAnAnswerItsBrowserWillNotShowIt() {
        HttpResponse<String> answer = PLAY.get("/v1/nowhere", "Origin", "https://evil.example");
        assertEquals(404, answer.statusCode());
        assertEquals("", header(answer, "access-control-allow-origin"));
        assertTrue(answer.headers().allValues("vary").contains("Origin"));
    }

    @Test
    void whatIsNotForOtherPagesIsForNoneOfThem() {
        for (String path : List.of("/api/hello", "/api/broken", "/api/nowhere")) {
            HttpResponse<String> answer = PLAY.get(path, "Origin", "https://shop.example");
            assertEquals("", header(answer, "access-control-allow-origin"), path);
        }
    }

    @Test
    void everyPageMayReadWithoutCredentialsWhenAllAreAllowed() {
        try (HttpFixture open = new HttpFixture(List.of("*"), _ -> {})) {
            HttpResponse<String> answer = open.get("/v1/nowhere", "Origin", "https://any.example");
            assertEquals("*", header(answer, "access-control-allow-origin"));
            assertEquals("", header(answer, "access-control-allow-credentials"));
        }
    }

    @Test
    void aLargeAnswerIsCompressedForThoseWhoTakeItAndASmallOneIsNot() {
        HttpResponse<String> large = PLAY.get("/api/more/big", "Accept-Encoding", "gzip");
        assertEquals("gzip", header(large, "content-encoding"));
        assertTrue(Integer.parseInt(header(large, "content-length")) < 50_000);
        assertTrue(large.headers().allValues("vary").contains("Accept-Encoding"));
        HttpResponse<String> small = PLAY.get("/api/hello", "Accept-Encoding", "gzip");
        assertEquals("", header(small, "content-encoding"));
    }

    @Test
    void everyAnswerHasItsSecurityHeadersAndTellsNothingOfTheServer() {
        for (String path : List.of("/api/hello", "/api/nowhere", "/api/broken")) {
            HttpResponse<String> answer = PLAY.get(path);
            assertEquals("nosniff", header(answer, "x-content-type-options"));
            assertEquals("no-store", header(answer, "cache-control"));
            assertEquals(
                    "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
                    header(answer, "content-security-policy"));
            assertFalse(answer.headers().map().containsKey("server"));
            assertFalse(answer.headers().map().containsKey("strict-transport-security"));
        }
    }

    @Test
    void http10HearsWhatWeSpeak() throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            String answer = wire.say("GET /api/hello HTTP/1.0\r\nHost: x\r\n\r\n").all();
            assertTrue(answer.startsWith("HTTP/1.1 505"), answer);
            assertTrue(answer.contains("http_version"), answer);
        }
    }

    @Test
    void theServerListensOnBothKindsOfAddresses() throws IOException {
        for (String host : List.of("127.0.0.1", "::1")) {
            try (java.net.Socket socket = new java.net.Socket(host, PLAY.server.port())) {
                assertTrue(socket.isConnected());
            }
        }
    }

    @Test
    void theObserverSeesPatternsAndNeverPaths() throws InterruptedException {
        PLAY.get("/api/things/secret-path-1");
        PLAY.get("/api/secret-path-2");
        PLAY.send(PLAY.request("/api/things/3").DELETE());
        List<String> wanted =
                List.of("GET /api/things/{id} 404", "GET unmatched 404", "DELETE unmatched 405");
        // the observer is called after the answer
        var _ =
                Wait.until(
                        "the observer saw " + wanted,
                        () -> List.copyOf(PLAY.seen),
                        seen -> seen.containsAll(wanted));
        assertFalse(PLAY.seen.toString().toLowerCase(Locale.ROOT).contains("secret-path"));
    }
}
