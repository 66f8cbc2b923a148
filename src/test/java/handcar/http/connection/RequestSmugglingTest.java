package handcar.http.connection;

import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.http.BodyReader;
import handcar.http.RawConnection;
import handcar.http.Responses;
import handcar.http.server.HttpFixture;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A body whose end two servers see in different places lets one request hide in another. Every form of that is refused,
/// or its end is where everybody sees it.
final class RequestSmugglingTest {
    private static final String BOTH = "Content-Length: 5\nTransfer-Encoding: chunked\n";
    private static final String CHUNKED = "Transfer-Encoding: chunked\n\n";

    /// What stands before the request's own headers when it comes through Railway's proxy.
    private static final String PROXIED =
            """
            X-Forwarded-For: 203.0.113.7
            X-Forwarded-Proto: https
            X-Forwarded-Host: shop.up.railway.app
            X-Real-IP: 203.0.113.7
            X-Request-Start: 1763690000000
            X-Request-ID: 5f2b8c1e-proxy
            X-Railway-Request-Id: abc123
            X-Railway-Edge: railway/europe-west4
            Via: 1.1 railway
            """
                    .replace("\n", "\r\n");

    private static final HttpFixture PLAY =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.post(
                                    "/take",
                                    (req, res) ->
                                            Responses.text(
                                                    req,
                                                    res,
                                                    "text/plain",
                                                    "took "
                                                            + BodyReader.of(req, 1000).length
                                                            + " bytes")));

    @AfterAll
    static void stop() {
        PLAY.close();
    }

    static List<String> dangerous() {
        return List.of(
                BOTH + "\n0\n\n",
                "Transfer-Encoding: chunked\nContent-Length: 5\n\n0\n\n",
                "Content-Length: 5\nContent-Length: 6\n\n12345",
                "Content-Length: 5, 6\n\n12345",
                "Content-Length: +5\n\n12345",
                "Content-Length: 0x5\n\n12345",
                "Content-Length: 5 5\n\n12345",
                "Content-Length: -5\n\n12345",
                "Content-Length: 5a\n\n12345",
                "Content-Length: 99999999999999999999\n\n12345",
                "Content-Length:\n\n12345",
                "Content-Length : 5\n\n12345",
                " Content-Length: 5\n\n12345",
                "Transfer-Encoding: xchunked\n\n0\n\n",
                "Transfer-Encoding: chunked, identity\n\n0\n\n",
                "Transfer-Encoding: identity, chunked\n\n0\n\n",
                "Transfer-Encoding: identity\n\n0\n\n",
                "Transfer-Encoding: chunked\nTransfer-Encoding: identity\n\n0\n\n",
                "Transfer-Encoding: chunked\nTransfer-Encoding: chunked\n\n0\n\n",
                "Transfer-Encoding : chunked\n\n0\n\n",
                "Transfer-Encoding: \u000bchunked\n\n0\n\n",
                "Transfer-Encoding: \"chunked\"\n\n0\n\n",
                "X: y\n Transfer-Encoding: chunked\n\n0\n\n",
                "Transfer-Encoding:\n chunked\n\n0\n\n",
                CHUNKED + "0x2\nab\n0\n\n",
                CHUNKED + "-2\nab\n0\n\n",
                CHUNKED + "+2\nab\n0\n\n",
                CHUNKED + " 2\nab\n0\n\n",
                CHUNKED + "2 \nab\n0\n\n",
                CHUNKED + "\nab\n0\n\n",
                CHUNKED + "100000002\nab\n0\n\n",
                CHUNKED + "2\nabX\n0\n\n",
                CHUNKED + "2\nabXX0\n\n",
                CHUNKED + "0".repeat(100) + "2\nab\n0\n\n",
                CHUNKED + "0".repeat(100_000),
                CHUNKED + "0x3\nabc\n0\n\n",
                CHUNKED + "+3\nabc\n0\n\n",
                CHUNKED + "3;a=b\nabc\n0\n\n",
                CHUNKED + "3\nabcX\n0\n\n",
                CHUNKED + "3\nabcXX0\n\n",
                CHUNKED + "3\nabc\n\n0\n\n");
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void isRefused(String rest) throws IOException {
        refused("", rest);
    }

    @ParameterizedTest
    @MethodSource("dangerous")
    void isRefusedBehindAProxyToo(String rest) throws IOException {
        refused(PROXIED, rest);
    }

    /// Bytes that no line of a request may have, some of them only seen by one of two servers.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked\r\n\r\n2\nab\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\rab\r\n0\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n2\r\nab\n0\r\n\r\n",
                "X\u0000Y: z\r\nContent-Length: 5\r\n\r\n12345",
                "X Y: z\r\nContent-Length: 5\r\n\r\n12345",
                "X: a\rContent-Length: 5\r\n\r\n12345",
                "X: a\u0000b\r\nContent-Length: 5\r\n\r\n12345",
                ": z\r\nContent-Length: 5\r\n\r\n12345",
                "Content-Length\t: 5\r\n\r\n12345",
            })
    void withForbiddenBytesIsRefused(String rest) throws IOException {
        for (String before : List.of("", PROXIED)) {
            String answers = answers(before + rest);
            boolean closed = answers.isEmpty();
            assertTrue(closed || answers.startsWith("HTTP/1.1 4"), answers);
            assertTrue(
                    Pattern.compile("HTTP/1.1 ").matcher(answers).results().count() < 2, answers);
        }
    }

    /// However the coding is written that Helidon takes for it.
    @ParameterizedTest
    @ValueSource(strings = {"Chunked", "CHUNKED", ",chunked", "chunked,", " chunked"})
    void whatIsChunkedIsHeldStrictlyHoweverItIsWritten(String coding) throws IOException {
        String head = "Transfer-Encoding:" + coding + "\n\n";
        for (String body :
                List.of(
                        "+2\nab\n0\n\n",
                        "2\nabXX0\n\n",
                        "3\nabcX\n0\n\n",
                        "0".repeat(100) + "2\nab\n0\n\n",
                        "0".repeat(100_000))) {
            refused("", head + body);
        }
    }

    /// However the body is cut into chunks, two bytes long like a line end included, also when they are line ends.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1\na\n1\nb\n1\nc\n2\nde\n0\n\n",
                "2\nab\n2\ncd\n1\ne\n0\n\n",
                "3\nabc\n2\nde\n0\n\n",
                "2\n\n\n3\ncde\n0\n\n",
                "5\nabcde\n0\n\n",
                "0005\nabcde\n0\n\n"
            })
    void whatIsChunkedWellIsRead(String chunks) throws IOException {
        String answers = answers((CHUNKED + chunks).replace("\n", "\r\n"));
        assertTrue(answers.contains("took 5 bytes"), answers);
        assertTrue(answers.contains("hello"), answers);
    }

    private static void refused(String before, String rest) throws IOException {
        String answers = answers(before + rest.replace("\n", "\r\n"));
        assertTrue(answers.startsWith("HTTP/1.1 4"), answers);
        assertTrue(Pattern.compile("HTTP/1.1 ").matcher(answers).results().count() == 1, answers);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 5\n\n12345",
                "X: y\nContent-Length: 5\n\n12345",
                "Transfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n0\r\n\r\n",
            })
    void withBareLineFeedsEndsTheConnection(String rest) throws IOException {
        String answers = answers(rest);
        assertTrue(!answers.contains("waiting"), answers);
        assertTrue(
                rest.contains("\r") ? answers.contains("took 5 bytes") : !answers.contains("took"),
                answers);
    }

    /// Everything the server says to the request and to one that follows it on the same connection.
    private static String answers(String rest) throws IOException {
        try (RawConnection wire = PLAY.wire()) {
            wire.say("POST /api/more/take HTTP/1.1\r\nHost: x\r\n" + rest);
            try {
                wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
                return wire.patience(java.time.Duration.ofSeconds(4)).all();
            } catch (java.net.SocketException e) {
                return "HTTP/1.1 4 reset";
            } catch (java.net.SocketTimeoutException e) {
                return "still waiting";
            }
        }
    }
}
