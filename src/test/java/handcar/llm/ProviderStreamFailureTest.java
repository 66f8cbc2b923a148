package handcar.llm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeOpenAi;
import handcar.fakes.FakeReply;
import handcar.llm.cost.ModelCall;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderException.Kind;
import handcar.net.CircuitState;
import handcar.testing.Wait;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Streams that begin well and do not end so.
final class ProviderStreamFailureTest {
    private static final String BEGUN = FakeOpenAi.chunk("It begins ");

    private final FakeOpenAi fake = new FakeOpenAi();
    private final LlmFixture gateway =
            new LlmFixture(
                    Optional.of(fake.baseUrl()),
                    Optional.empty(),
                    Duration.ofSeconds(1),
                    "text-embedding-3-small",
                    3);

    @AfterEach
    void close() {
        gateway.close();
        fake.close();
    }

    @Test
    void aCutIsUnreachable() {
        expect(Kind.UNREACHABLE, FakeReply.eventsThenCut(List.of(BEGUN)));
    }

    @Test
    void anEndWithoutDoneIsMalformed() {
        expect(Kind.MALFORMED, FakeReply.events(List.of(BEGUN)));
    }

    @Test
    void aChunkThatIsNotJsonIsMalformed() {
        expect(Kind.MALFORMED, FakeReply.events(List.of(BEGUN, "data: {\"cho\n\n")));
    }

    @Test
    void aLineWithoutEndIsMalformed() {
        String endless = "data: " + "x".repeat(1_100_000);
        expect(Kind.TOO_LARGE, FakeReply.events(List.of(BEGUN, endless)));
    }

    @Test
    void anErrorInTheMiddleIsWhatItSaysItIs() {
        expect(
                Kind.OVERLOADED,
                FakeReply.events(List.of(BEGUN, error("server_error"), FakeOpenAi.done())));
        expect(Kind.RATE_LIMITED, FakeReply.events(List.of(BEGUN, error("rate_limit_exceeded"))));
    }

    @Test
    void silenceInTheMiddleTimesOut() {
        expect(
                Kind.TIMED_OUT,
                (_, wire) -> {
                    wire.openStream("text/event-stream");
                    wire.chunk(BEGUN);
                    wire.waitUntilLeft();
                });
    }

    @Test
    void aStreamThatNeverEndsIsStoppedAtItsTime() throws InterruptedException {
        expect(Kind.TIMED_OUT, FakeReply.endless(FakeOpenAi.chunk("and on ")));
        assertEquals(1, fake.left(1));
    }

    @Test
    void streamsThatKeepBreakingOpenTheBreaker() {
        for (int i = 0; i < 3; i++) {
            expect(Kind.MALFORMED, FakeReply.events(List.of(BEGUN)));
        }
        assertEquals(CircuitState.OPEN, gateway.router.health().getFirst().breaker());
    }

    @Test
    void closingStopsTheProviderAndWhatWasWrittenIsPaid() throws InterruptedException {
        fake.usual(FakeReply.endless(FakeOpenAi.chunk("word ")));
        ChatStream stream = gateway.models.stream(LlmFixture.question());
        stream.next();
        Thread closer =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    Wait.pause(Duration.ofMillis(60), "the stream is being read");
                                    stream.close();
                                });
        assertTrue(
                assertThrows(ProviderException.class, () -> LlmFixture.pieces(stream))
                        .isCancelled());
        closer.join();
        assertEquals(1, fake.left(1));
        assertEquals(1, gateway.ledger.size());
        ModelCall call = gateway.ledger.getFirst();
        assertEquals("cancelled", call.outcome());
        assertTrue(call.usage().estimated());
        assertTrue(call.usage().outputTokens() > 0);
        assertTrue(call.costMicroUsd().orElse(0) > 0);
        assertTrue(gateway.router.health().getFirst().lastError().isEmpty());
    }

    @Test
    void aStreamClosedBetweenTwoPiecesDoesNotLookComplete() {
        ChatStream stream = gateway.models.stream(LlmFixture.question());
        stream.next();
        stream.close();
        stream.close();
        assertTrue(assertThrows(ProviderException.class, stream::next).isCancelled());
        assertThrows(IllegalStateException.class, stream::result);
        assertEquals(
                List.of("cancelled"), gateway.ledger.stream().map(ModelCall::outcome).toList());
    }

    private void expect(Kind kind, FakeReply reply) {
        fake.usual(reply);
        try (ChatStream stream = gateway.models.stream(LlmFixture.question())) {
            ProviderException failure =
                    assertThrows(ProviderException.class, () -> LlmFixture.pieces(stream));
            assertEquals(kind, failure.kind());
            assertEquals(failure.label(), gateway.ledger.getLast().outcome());
            assertEquals(
                    Optional.of(failure.label()), gateway.router.health().getFirst().lastError());
        }
    }

    private static String error(String type) {
        return FakeOpenAi.data(Map.of("error", Map.of("type", type, "message", "no")));
    }
}
