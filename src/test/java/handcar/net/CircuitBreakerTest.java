package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.fakes.FakeReply;
import handcar.fakes.FakeServer;
import handcar.net.CallResult.NotSent;
import handcar.net.CircuitBreaker.Verdict;
import handcar.net.HttpClientSettings.BreakerRule;

import org.junit.jupiter.api.Test;

final class CircuitBreakerTest {
    private static final Duration RESET = Duration.ofSeconds(60);

    private final FakeRetryClock pace = new FakeRetryClock();
    private final CircuitBreaker circuitBreaker =
            new CircuitBreaker(new BreakerRule(3, RESET), pace);

    @Test
    void itOpensAfterFailuresInARowOnly() {
        settle(Verdict.BAD, Verdict.BAD, Verdict.GOOD, Verdict.BAD, Verdict.BAD);
        assertEquals(CircuitState.CLOSED, circuitBreaker.state());
        settle(Verdict.NEITHER, Verdict.BAD);
        assertEquals(CircuitState.OPEN, circuitBreaker.state());
        assertTrue(circuitBreaker.enter().isEmpty());
    }

    @Test
    void afterItsRestOneProbeDecides() {
        settle(Verdict.BAD, Verdict.BAD, Verdict.BAD);
        pace.pass(RESET);
        assertEquals(CircuitState.HALF_OPEN, circuitBreaker.state());
        CircuitBreaker.Permit probe = circuitBreaker.enter().orElseThrow();
        assertTrue(circuitBreaker.enter().isEmpty(), "only one probe");
        probe.settle(Verdict.BAD);
        assertEquals(CircuitState.OPEN, circuitBreaker.state());
        pace.pass(RESET);
        circuitBreaker.enter().orElseThrow().settle(Verdict.GOOD);
        assertEquals(CircuitState.CLOSED, circuitBreaker.state());
    }

    @Test
    void aProbeThatSaysNothingLeavesTheDoorToTheNext() {
        settle(Verdict.BAD, Verdict.BAD, Verdict.BAD);
        pace.pass(RESET);
        circuitBreaker.enter().orElseThrow().settle(Verdict.NEITHER);
        assertEquals(CircuitState.HALF_OPEN, circuitBreaker.state());
        circuitBreaker.enter().orElseThrow().settle(Verdict.GOOD);
        assertEquals(CircuitState.CLOSED, circuitBreaker.state());
    }

    @Test
    void aLateCallFromBeforeTheOpeningChangesNothing() {
        CircuitBreaker.Permit slow = circuitBreaker.enter().orElseThrow();
        settle(Verdict.BAD, Verdict.BAD, Verdict.BAD);
        slow.settle(Verdict.GOOD);
        assertEquals(CircuitState.OPEN, circuitBreaker.state());
    }

    @Test
    void aHostThatKeepsFailingIsNotCalledAndComesBack() {
        try (FakeServer server = new FakeServer(FakeReply.json(500, Map.of()));
                HttpClient out =
                        new HttpClient(
                                HttpClientSettings.defaults().with(new BreakerRule(4, RESET)),
                                AddressGuard.publicOnly(),
                                AddressGuard.open(),
                                CallMetrics.none(),
                                pace)) {
            URI uri = URI.create(server.baseUrl() + "/");
            Request call = Request.get("test", uri);
            out.call(call);
            var refused = assertInstanceOf(NotSent.class, out.call(call));
            assertEquals(
                    FailureReason.BREAKER_OPEN, refused.reason(), "opened within the second call");
            assertEquals(4, server.requests().size());
            assertEquals(CircuitState.OPEN, out.breaker(uri));

            server.usual(FakeReply.json(404, Map.of()));
            pace.pass(RESET);
            assertEquals(CircuitState.HALF_OPEN, out.breaker(uri));
            assertEquals(404, out.call(call).orThrow().status());
            assertEquals(CircuitState.CLOSED, out.breaker(uri));
        }
    }

    @Test
    void manyCallsAtOnceSendOneProbe() throws InterruptedException {
        settle(Verdict.BAD, Verdict.BAD, Verdict.BAD);
        pace.pass(RESET);
        CountDownLatch done = new CountDownLatch(50);
        var entered = new java.util.concurrent.atomic.AtomicInteger();
        for (int i = 0; i < 50; i++) {
            Thread.ofVirtual()
                    .start(
                            () -> {
                                circuitBreaker.enter().ifPresent(_ -> entered.incrementAndGet());
                                done.countDown();
                            });
        }
        done.await();
        assertEquals(1, entered.get());
    }

    private void settle(Verdict... verdicts) {
        for (Verdict verdict : verdicts) {
            circuitBreaker.enter().orElseThrow().settle(verdict);
        }
    }
}
