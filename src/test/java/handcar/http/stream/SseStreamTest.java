package handcar.http.stream;

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

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

final class SseStreamTest {
    private final BlockingQueue<EventSink> sinks = new LinkedBlockingQueue<>();
    private final EventStreams streams =
            new EventStreams(new ClientAddress(TrustedProxies.NONE), Duration.ofMillis(300));
    private final HttpFixture play =
            new HttpFixture(
                    List.of(),
                    rules ->
                            rules.get("/live/{id}", streams.sse(call -> open(call)))
                                    .get("/replay", streams.sse(_ -> SseStreamTest::replay)),
                    streams);

    private java.util.function.Consumer<EventSink> open(StreamRequest call) {
        if (!call.token().orElse("").equals("good")) {
            throw new Problem.Unauthorized("token", "Bring a token.");
        }
        return sink -> {
            sink.send(OptionalLong.empty(), "after", Map.of("id", call.lastId().orElse(0)));
            sinks.add(sink);
        };
    }

    private static void replay(EventSink sink) {
        for (int i = 1; i <= 2000; i++) {
            sink.send(OptionalLong.of(i), "message", Map.of("seq", i));
        }
        sink.close();
    }

    @AfterEach
    void stop() {
        play.close();
    }

    private RawConnection listen(String more) throws IOException {
        return play.wire()
                .say(
                        "GET /api/more/live/7?token=good HTTP/1.1\r\n"
                                + "Host: x\r\n"
                                + "Accept-Encoding: gzip\r\n"
                                + more
                                + "\r\n");
    }

    private EventSink sink() throws InterruptedException {
        EventSink sink = sinks.poll(5, TimeUnit.SECONDS);
        assertTrue(sink != null, "nobody listens");
        return sink;
    }

    @Test
    void eachEventArrivesWhenItHappensAndUncompressed() throws Exception {
        try (RawConnection wire = listen("Accept: text/event-stream\r\nLast-Event-ID: 41\r\n")) {
            String head = wire.until("\r\n\r\n");
            assertTrue(head.startsWith("HTTP/1.1 200"), head);
            assertTrue(
                    head.toLowerCase(Locale.ROOT).contains("content-type: text/event-stream"),
                    head);
            assertFalse(head.toLowerCase(Locale.ROOT).contains("content-encoding"), head);
            assertTrue(wire.until("{\"id\":41}").contains("event: after\n"));
            EventSink sink = sink();
            long start = System.nanoTime();
            assertTrue(sink.offer(OptionalLong.of(42), "delta", Map.of("text", "a\nb")));
            String event = wire.until("b\"}\n\n");
            assertTrue(System.nanoTime() - start < 100_000_000, "came late");
            assertTrue(
                    event.contains("id: 42\nevent: delta\ndata: {\"text\":\"a\\nb\"}\n\n"), event);
        }
    }

    @Test
    void aQuietStreamHasAHeartbeat() throws Exception {
        try (RawConnection wire = listen("")) {
            wire.until("{\"id\":0}");
            assertTrue(wire.until(": \n\n").contains(": "));
        }
    }

    @Test
    void aClientThatAsksForItSeesTheHeartbeat() throws Exception {
        try (RawConnection wire =
                play.wire()
                        .say(
                                "GET /api/more/live/7?token=good&heartbeat=2"
                                        + " HTTP/1.1\r\nHost: x\r\n\r\n")) {
            wire.until("{\"id\":0}");
            long start = System.nanoTime();
            wire.until("event: ping\ndata: {}\n\n");
            assertTrue(System.nanoTime() - start < 3_000_000_000L, "came late");
        }
        for (String wrong : List.of("1", "21", "-5", "soon", "2.5")) {
            HttpResponse<String> answer =
                    play.get("/api/more/live/7?token=good&heartbeat=" + wrong);
            assertEquals(422, answer.statusCode(), wrong);
            assertTrue(answer.body().contains("from 2 to 20"), answer.body());
        }
    }

    @Test
    void theDoorIsHttpBeforeTheStreamBegins() {
        HttpResponse<String> answer = play.get("/api/more/live/7?token=bad");
        assertEquals(401, answer.statusCode());
        assertEquals("token", HttpFixture.error(answer).text("code").orElse(""));
        assertEquals(
                400,
                play.get("/api/more/live/7?token=good", "Accept", "application/json").statusCode());
    }

    @Test
    void whatFollowsTheRequestOfAStreamIsNeverAnswered() throws Exception {
        try (RawConnection wire = listen("")) {
            wire.say("GET /api/hello HTTP/1.1\r\nHost: x\r\n\r\n");
            EventSink sink = sink();
            sink.close();
            String all = wire.all();
            assertEquals(1, all.split("HTTP/1.1 ", -1).length - 1, all);
            assertTrue(all.toLowerCase(Locale.ROOT).contains("connection: close"), all);
            assertTrue(all.endsWith("0\r\n\r\n"), all);
        }
    }

    @Test
    void whoGoesOnTalkingIsSentAway() throws Exception {
        try (RawConnection wire = listen("")) {
            EventSink sink = sink();
            CountDownLatch gone = new CountDownLatch(1);
            sink.onClose(gone::countDown);
            wire.say("x".repeat(100_000));
            assertTrue(gone.await(5, TimeUnit.SECONDS), "it may talk without end");
        }
    }

    @Test
    void headDoesNotOpenAStream() {
        HttpResponse<String> answer =
                play.send(
                        play.request("/api/more/live/7?token=good")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertEquals(200, answer.statusCode());
        assertEquals(0, streams.size());
    }

    @Test
    void aReplayLongerThanTheQueueArrivesWhole() {
        HttpResponse<String> answer = play.get("/api/more/replay");
        assertEquals(2000, answer.body().lines().filter(l -> l.startsWith("data: ")).count());
        assertTrue(answer.body().contains("id: 2000\n"));
        assertTrue(answer.body().endsWith("retry: 2000\n\n"));
    }

    @Test
    void whoFeedsAClientHearsThatItWent() throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        try (RawConnection wire = listen("")) {
            wire.until("{\"id\":0}");
            EventSink sink = sink();
            sink.onClose(gone::countDown);
            assertTrue(sink.isOpen());
        }
        assertTrue(gone.await(5, TimeUnit.SECONDS), "the heartbeat should have noticed");
        assertEquals(0, streams.size());
    }

    @Test
    void aClientThatDoesNotReadIsCutOffAndHurtsNobody() throws Exception {
        try (RawConnection slow = listen("")) {
            slow.until("{\"id\":0}");
            EventSink slowSink = sink();
            RawConnection quick = listen("");
            EventSink quickSink = sink();
            Map<String, String> big = Map.of("text", "x".repeat(20_000));
            int taken = 0;
            while (taken < 10_000 && slowSink.offer(OptionalLong.empty(), "delta", big)) {
                taken++;
            }
            assertTrue(taken < 10_000, "never cut off");
            assertFalse(slowSink.isOpen());
            assertTrue(quickSink.offer(OptionalLong.of(1), "delta", Map.of("text", "hi")));
            assertTrue(quick.until("\"hi\"").contains("delta"));
            quick.close();
        }
    }

    @Test
    void closingTheServerEndsStreamsInGoodOrder() throws Exception {
        try (RawConnection wire = listen("")) {
            wire.until("{\"id\":0}");
            long start = System.nanoTime();
            play.server.close();
            String rest = wire.all();
            assertTrue(rest.contains("retry: "), rest);
            assertTrue(rest.endsWith("0\r\n\r\n"), rest);
            assertTrue(System.nanoTime() - start < 5_000_000_000L, "took too long");
        }
    }

    @Test
    void whoComesWhileTheServerGoesIsToldToComeAgain() throws Exception {
        play.server.drain();
        try (RawConnection wire = listen("")) {
            String all = wire.all();
            assertTrue(all.startsWith("HTTP/1.1 200 "), all);
            assertTrue(all.contains("retry: 2000"), all);
            assertFalse(all.contains("event: "), all);
        }
    }
}
