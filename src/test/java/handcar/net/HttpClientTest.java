package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import module java.base;

import handcar.fakes.ClosedPort;
import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.net.CallResult.Answered;
import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;
import handcar.net.HttpClientSettings.BreakerRule;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/// The way out against a real socket; only the waits between tries are not real.
final class HttpClientTest {
    private static final FakeReply FINE = FakeReply.json(200, Map.of("fine", true));
    private static final FakeReply BROKEN = FakeReply.json(500, Map.of());

    private final FakeServer server = new FakeServer(FINE);
    private final FakeRetryClock pace = new FakeRetryClock();
    private final List<String> metered = new CopyOnWriteArrayList<>();
    private final HttpClient out =
            new HttpClient(
                    HttpClientSettings.defaults()
                            .with(new BreakerRule(100, Duration.ofSeconds(60))),
                    AddressGuard.publicOnly(),
                    AddressGuard.open(),
                    (call, ending, attempts, _) ->
                            metered.add(call + " " + ending.label() + " " + attempts),
                    pace);

    @AfterEach
    void close() {
        out.close();
        server.close();
    }

    @Test
    void anAnswerComesWholeWithStatusAndHeaders() {
        server.then(FakeReply.json(201, Map.of("X-Thing", "7"), Map.of("a", "ü")));
        Response answer = answer(out.call(get("/a/b?c=d").header("X-Key", "k")));
        assertEquals(201, answer.status());
        assertEquals("{\"a\":\"ü\"}", answer.text());
        assertEquals("7", answer.headers().first("x-thing").orElseThrow());
        assertEquals("application/json", answer.mediaType());
        assertEquals("/a/b?c=d", server.lastRequest().path());
        assertEquals("k", server.lastRequest().header("x-key"));
        assertEquals(List.of("test ok 1"), metered);
    }

    @Test
    void aFailingServerIsAskedAgainAfterGrowingWaits() {
        server.then(BROKEN, FakeReply.hangUp());
        assertEquals(200, answer(out.call(get("/"))).status());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)), pace.waits());
        assertEquals(List.of("test ok 3"), metered);
    }

    @Test
    void theLastAnswerIsTheAnswerWhenTriesRunOut() {
        server.usual(BROKEN);
        assertEquals(500, answer(out.call(get("/"))).status());
        assertEquals(3, server.requests().size());
    }

    @Test
    void theProviderSaysHowLongToWait() {
        server.then(
                FakeReply.json(429, Map.of("Retry-After", "7"), Map.of()),
                FakeReply.json(
                        503, Map.of("retry-after-ms", "1500", "Retry-After", "60"), Map.of()));
        assertEquals(200, answer(out.call(get("/"))).status());
        assertEquals(List.of(Duration.ofSeconds(7), Duration.ofMillis(1_500)), pace.waits());
    }

    @Test
    void theProviderMaySayItAsADate() {
        server.then(
                FakeReply.json(
                        429, Map.of("Retry-After", "Fri, 20 Nov 2026 10:00:09 GMT"), Map.of()));
        assertEquals(200, answer(out.call(get("/"))).status());
        assertEquals(List.of(Duration.ofSeconds(9)), pace.waits());
    }

    @Test
    void aLongerWaitThanWeHaveIsLeftToTheCaller() {
        server.usual(FakeReply.json(429, Map.of("Retry-After", "31"), Map.of()));
        Response answer =
                answer(out.call(get("/").within(Duration.ofSeconds(5), Duration.ofHours(1))));
        assertEquals(429, answer.status());
        assertEquals(Duration.ofSeconds(31), answer.retryAfter().orElseThrow());
        assertEquals(1, server.requests().size());
    }

    @Test
    void theWholeCallKeepsToItsTime() {
        server.usual(FakeReply.json(429, Map.of("Retry-After", "20"), Map.of()));
        assertEquals(429, answer(out.call(get("/"))).status());
        assertEquals(2, server.requests().size(), "20 s and again 20 s do not fit into 30 s");
    }

    @Test
    void whatMayHaveBeenDoneIsNotSentAgain() {
        server.then(BROKEN);
        assertEquals(500, answer(out.call(post())).status());
        server.then(FakeReply.hangUp());
        assertEquals(FailureReason.CUT, assertInstanceOf(Lost.class, out.call(post())).reason());
        assertEquals(2, server.requests().size());
        assertEquals(List.of(), pace.waits());
    }

    @Test
    void whatWasTurnedAwayIsSentAgain() {
        server.then(FakeReply.json(529, Map.of()), FakeReply.json(503, Map.of()));
        assertEquals(200, answer(out.call(post())).status());
        assertEquals(3, server.requests().size());
        assertEquals("{\"a\":1}", server.lastRequest().text());
    }

    @Test
    void aCallSaysThatItMayBeRepeated() {
        server.then(BROKEN, FakeReply.hangUp());
        assertEquals(200, answer(out.call(post().repeating(RetrySafety.FREELY))).status());
        server.then(BROKEN);
        assertEquals(500, answer(out.call(get("/").repeating(RetrySafety.NEVER))).status());
        assertEquals(4, server.requests().size());
    }

    @Test
    void whatNobodyTookWasNotSent() throws IOException {
        try (ClosedPort nobody = new ClosedPort()) {
            URI uri = URI.create(nobody.baseUrl() + "/");
            var outcome =
                    assertInstanceOf(NotSent.class, out.call(Request.post("test", uri, Map.of())));
            assertEquals(FailureReason.UNREACHABLE, outcome.reason());
        }
        assertEquals(2, pace.waits().size());
        URI unknown = URI.create("http://no-such-host.invalid/");
        assertInstanceOf(NotSent.class, out.call(Request.get("test", unknown)));
    }

    @Test
    void silenceEndsACall() {
        server.usual(FakeReply.silence());
        Request call = post().within(Duration.ofMillis(80), Duration.ofSeconds(30));
        assertEquals(
                FailureReason.TIMED_OUT, assertInstanceOf(Lost.class, out.call(call)).reason());
    }

    @Test
    void anAnswerThatDripsForeverIsCutAtItsTotalTime() throws Exception {
        server.usual(FakeReply.endless("."));
        Request call = post().within(Duration.ofSeconds(5), Duration.ofMillis(150));
        assertEquals(
                FailureReason.TIMED_OUT, assertInstanceOf(Lost.class, out.call(call)).reason());
        Wait.until("the server lost its callers", () -> server.left() == 1);
    }

    @Test
    void anAnswerLargerThanWantedIsCut() {
        server.then(
                FakeReply.text(200, "text/plain", "x".repeat(1_001)),
                FakeReply.endless("y".repeat(500)));
        for (int i = 0; i < 2; i++) {
            var outcome = assertInstanceOf(Lost.class, out.call(get("/").atMost(1_000)));
            assertEquals(FailureReason.TOO_LARGE, outcome.reason());
        }
        server.then(FakeReply.text(200, "text/plain", "x".repeat(1_000)));
        assertEquals(1_000, answer(out.call(get("/").atMost(1_000))).body().length);
    }

    @Test
    void whatIsNotHttpIsNoAnswer() {
        server.usual((_, wire) -> wire.raw("SSH-2.0-OpenSSH_9.2\r\n\r\n\r\n"));
        Request call = post().within(Duration.ofMillis(100), Duration.ofSeconds(1));
        assertInstanceOf(Lost.class, out.call(call));
    }

    @Test
    void headersWithoutEndAreNotRead() {
        server.usual(
                (_, wire) -> {
                    wire.raw("HTTP/1.1 200 OK\r\nX: ");
                    for (int i = 0; i < 1_000_000; i++) {
                        wire.raw("x".repeat(1_000));
                    }
                });
        assertInstanceOf(Lost.class, out.call(post()));
        server.usual(
                (_, wire) -> {
                    wire.raw("HTTP/1.1 200 OK\r\n");
                    for (int i = 0; i < 5_000_000; i++) { // more than sockets hold
                        wire.raw("X-" + i + ": x\r\n");
                    }
                });
        assertInstanceOf(Lost.class, out.call(post()));
        Wait.until("the server lost its callers", () -> server.left() == 2);
    }

    @Test
    void anInterruptedCallerIsToldSo() throws InterruptedException {
        server.usual(FakeReply.silence());
        List<FailureReason> reasons = new CopyOnWriteArrayList<>();
        Thread caller =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    if (out.call(post()) instanceof Lost<Response> lost) {
                                        reasons.add(lost.reason());
                                    }
                                });
        Wait.until("the request arrived", () -> !server.requests().isEmpty());
        caller.interrupt();
        caller.join();
        assertEquals(List.of(FailureReason.CANCELLED), reasons);
    }

    @Test
    void noLogLevelPutsAKeyIntoTheLog() {
        List<String> lines = new CopyOnWriteArrayList<>();
        Logger root = Logger.getLogger("");
        Handler listening =
                new Handler() {
                    @Override
                    public void publish(LogRecord record) {
                        lines.add(new SimpleFormatter().format(record));
                    }

                    @Override
                    public void flush() {}

                    @Override
                    public void close() {}
                };
        Level before = root.getLevel();
        root.addHandler(listening);
        root.setLevel(Level.ALL);
        listening.setLevel(Level.ALL);
        try {
            out.call(get("/").header("Authorization", "Bearer a-secret"));
        } finally {
            root.setLevel(before);
            root.removeHandler(listening);
        }
        assertEquals("Bearer a-secret", server.lastRequest().header("authorization"));
        assertEquals(List.of(), lines.stream().filter(it -> it.contains("a-secret")).toList());
    }

    @Test
    void aConfiguredCallFollowsNothing() {
        server.usual(FakeReply.redirect(302, "/elsewhere"));
        assertEquals(302, answer(out.call(get("/"))).status());
        assertEquals(1, server.requests().size());
    }

    private Request get(String path) {
        return Request.get("test", URI.create(server.baseUrl() + path));
    }

    private Request post() {
        return Request.post("test", URI.create(server.baseUrl() + "/"), Map.of("a", 1));
    }

    private static Response answer(CallResult<Response> outcome) {
        return assertInstanceOf(Answered.class, outcome).answer() instanceof Response answer
                ? answer
                : outcome.orThrow();
    }
}
