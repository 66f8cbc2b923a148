package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.http.server.HttpFixture;
import handcar.json.Json;
import handcar.json.JsonView;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/// Each kind of bad input gets the contract's error with the right status, none a 500, and the server goes on.
final class BadInputTest {
    private static final String POST = "POST /api/echo HTTP/1.1\nHost: x\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\n";

    private static final HttpFixture PLAY =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.get(
                                    "/list",
                                    (req, res) -> {
                                        QueryParams query = QueryParams.of(req);
                                        query.limit();
                                        query.cursor();
                                        query.findText("q", 100);
                                        query.check();
                                        Responses.none(res);
                                    }));

    @AfterAll
    static void stop() {
        PLAY.close();
    }

    @AfterEach
    void theServerGoesOn() {
        assertEquals(200, PLAY.get("/api/hello").statusCode());
    }

    private static void assertRefused(int status, String type, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        JsonView error = HttpFixture.error(answer);
        assertEquals(type, error.text("type").orElse(""));
        assertTrue(error.text("code").isPresent(), answer.body());
        assertTrue(error.text("message").isPresent(), answer.body());
        assertTrue(error.at("details").isPresent(), answer.body());
        assertEquals(answer.headers().firstValue("x-request-id"), error.text("request_id"));
    }

    private static void assertRefused(int status, String answer) {
        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        JsonView body = new JsonView(Json.object(answer.substring(answer.indexOf("\r\n\r\n") + 4)));
        assertTrue(body.at("error").text("request_id").isPresent(), answer);
    }

    private static String say(String text) throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            return wire.say(text.replace("\n", "\r\n")).answer();
        }
    }

    private static HttpResponse<String> echo(byte[] body) {
        return PLAY.send(
                PLAY.request("/api/echo")
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "}",
                "{\"a\":}",
                "{\"a\":1,}",
                "{'a':1}",
                "{\"a\":1}{\"b\":2}",
                "{\"a\":1} x",
                "{\"a\":1,\"a\":2}",
                "{\"a\":NaN}",
                "{\"a\":01}",
                "{\"a\":\"\u0001\"}",
                "{\"a\":\"\\x\"}",
                "[]",
                "\"text\"",
                "null",
                "17",
                "{\"a\":\"\u0000\"}"
            })
    void malformedJson(String json) {
        assertRefused(400, "invalid", PLAY.post("/api/echo", json));
    }

    @Test
    void jsonThatIsTooDeep() {
        assertRefused(
                400,
                "invalid",
                PLAY.post("/api/echo", "{\"a\":" + "[".repeat(5000) + "]".repeat(5000) + "}"));
    }

    @Test
    void jsonWithTooManyValues() {
        String many = "{\"a\":[" + "[],".repeat(200_000) + "[]]}";
        assertRefused(413, "too_large", PLAY.post("/api/echo", many));
    }

    @Test
    void aNumberWithMoreDigitsThanAnybodyNeeds() {
        assertRefused(400, "invalid", PLAY.post("/api/echo", "{\"a\":" + "9".repeat(5000) + "}"));
        assertRefused(422, "invalid", PLAY.post("/api/echo", "{\"a\":1e999999}"));
    }

    @ParameterizedTest
    @CsvSource({
        "'{\"a\":\"x\\u0000y\"}', a",
        "'{\"a\":\"\\ud83d\"}', a",
        "'{\"a\":\"\\ude80\\ud83d\"}', a",
        "'{\"a\":{\"b\":[1,\"\\ud83d x\"]}}', a.b[1]",
        "'{\"a\\u0000\":1}', (name)"
    })
    void textNoDatabaseKeeps(String json, String field) {
        HttpResponse<String> answer = PLAY.post("/api/echo", json);
        assertRefused(422, "invalid", answer);
        assertTrue(
                HttpFixture.error(answer).at("details").at("fields").at(field).isPresent(),
                answer.body());
    }

    @Test
    void bytesThatAreNotUtf8() {
        for (byte[] bad :
                new byte[][] {
                    "{\"a\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1),
                    "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_16BE),
                    "{\"a\":\"x\"}".getBytes(StandardCharsets.UTF_16LE),
                    {'{', '"', 'a', '"', ':', '"', (byte) 0xc0, (byte) 0x80, '"', '}'},
                    {'{', '"', 'a', '"', ':', '"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"', '}'}
                }) {
            assertRefused(400, "invalid", echo(bad));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/json; charset=utf-16",
                "application/jsonx",
                "json",
                "*/*"
            })
    void anotherContentType(String type) {
        assertRefused(
                415,
                "unsupported_media_type",
                PLAY.send(
                        PLAY.request("/api/echo")
                                .header("Content-Type", type)
                                .POST(HttpRequest.BodyPublishers.ofString("{}"))));
    }

    @Test
    void noContentType() {
        assertRefused(
                415,
                "unsupported_media_type",
                PLAY.send(
                        PLAY.request("/api/echo").POST(HttpRequest.BodyPublishers.ofString("{}"))));
    }

    @Test
    void jsonInAnyProperSpellingOfItsTypeIsWelcome() {
        for (String type :
                List.of(
                        "application/json;charset=UTF-8",
                        "APPLICATION/JSON",
                        "application/ld+json",
                        "application/json; charset=\"utf-8\"")) {
            HttpResponse<String> answer =
                    PLAY.send(
                            PLAY.request("/api/echo")
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofString("{\"a\":1}")));
            assertEquals("{\"a\":1}", answer.body(), type);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=201", "limit=x", "limit=1e3", "cursor=x", "q=%00"})
    void aBadQuery(String query) {
        HttpResponse<String> answer = PLAY.get("/api/more/list?" + query);
        assertRefused(422, "invalid", answer);
        String field = query.substring(0, query.indexOf('='));
        assertTrue(
                HttpFixture.error(answer).at("details").at("fields").at(field).isPresent(),
                answer.body());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "x",
                "1-1-1-1-1",
                "01890a5d-ac96-774b-bcce-b302099a805",
                "01890a5d-ac96-774b-bcce-b302099a80577",
                "%00",
                "..%2f..%2fetc"
            })
    void anIdThatIsNone(String id) {
        HttpResponse<String> answer = PLAY.get("/api/things/" + id);
        assertTrue(answer.statusCode() == 404 || answer.statusCode() == 400, answer.body());
        assertTrue(HttpFixture.error(answer).text("request_id").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/hello HTTP/1.1\n\n",
                "GET /api/hello HTTP/1.1\nHost:\n\n",
                "GET /api/hello HTTP/1.1\nHost: x\nHost: y\n\n",
                "GET /api/hello HTTP/1.1\nHost: x:port\n\n",
                "GET /api/hello HTTP/1.1\nHost x\n\n",
                "GET /api/hello HTTP/1.1\nHost: x\nBad Name: y\n\n",
                "GET /api/hello HTTP/1.1\nHost: x\nA: b\u0001c\n\n",
                "GET  /api/hello HTTP/1.1\nHost: x\n\n",
                "GET /api/he llo HTTP/1.1\nHost: x\n\n",
                "GET /api/%zz HTTP/1.1\nHost: x\n\n",
                "GET /api/more/list?q=%zz HTTP/1.1\nHost: x\n\n",
                "GET /api/more/list?q=<b> HTTP/1.1\nHost: x\n\n",
                "GET /api/hello\nHost: x\n\n",
                "hello\n\n",
                POST + "Content-Length: -1\n\n",
                POST + "Content-Length: x\n\n",
                POST + "Content-Length: 2\nContent-Length: 3\n\n{}x",
                POST + "Content-Length: 2\n" + CHUNKED + "\n0\n\n",
                POST + "Content-Type: application/json\n" + CHUNKED + "\nzz\n{}\n0\n\n",
                POST + "Transfer-Encoding: gzip\n\n",
            })
    void aBrokenRequest(String request) throws IOException {
        assertRefused(400, say(request));
    }

    @Test
    void aHeadThatIsTooLong() throws IOException {
        String line = say("GET /" + "x".repeat(9000) + " HTTP/1.1\nHost: x\n\n");
        assertTrue(line.matches("(?s)HTTP/1.1 (400|414) .*\"request_id\".*"), line);
        String head = say("GET / HTTP/1.1\nHost: x\nA: " + "x".repeat(40_000) + "\n\n");
        assertTrue(head.matches("(?s)HTTP/1.1 (400|413|431) .*\"request_id\".*"), head);
    }

    @Test
    void aRequestIdThatIsNoneIsReplaced() {
        assertEquals(
                "my-id.1",
                PLAY.get("/api/hello", "X-Request-ID", "my-id.1")
                        .headers()
                        .firstValue("x-request-id")
                        .orElse(""));
        for (String bad : List.of("has\ttab", "x".repeat(129))) {
            String id =
                    PLAY.get("/api/hello", "X-Request-ID", bad)
                            .headers()
                            .firstValue("x-request-id")
                            .orElse("");
            assertTrue(id.matches("[0-9a-f-]{36}"), id);
        }
    }

    @Test
    void aMethodNobodyKnows() throws IOException {
        assertRefused(405, say("BREW /api/hello HTTP/1.1\nHost: x\n\n"));
        assertRefused(405, say("TRACE /api/hello HTTP/1.1\nHost: x\n\n"));
        assertRefused(404, say("BREW /api/tea HTTP/1.1\nHost: x\n\n"));
    }
}
