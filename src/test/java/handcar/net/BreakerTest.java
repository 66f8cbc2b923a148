package handcar.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import handcar.fakes.FakeServer;
import handcar.fakes.Reply;
import handcar.net.Breaker.Verdict;
import handcar.net.NetSettings.BreakerRule;
import handcar.net.Outcome.NotSent;

import org.junit.jupiter.api.Test;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

final class BreakerTest {
    private static final Duration RESET = Duration.ofSeconds(60);

    private final TestPace pace = new TestPace();
    private final Breaker breaker = new Breaker(new BreakerRule(3, RESET), pace);

    @Test
    void itOpensAfterFailuresInARowOnly() {
        settle(Verdict.BAD, Verdict.BAD, Verdict.GOOD, Verdict.BAD, Verdict.BAD);
        assertEquals(BreakerState.CLOSED, breaker.state());
        settle(Verdict.NEITHER, Verdict.BAD);
        assertEquals(BreakerState.OPEN, breaker.state());
        assertTrue(breaker.enter().isEmpty());
    }

    @Test
    void afterItsRestOneProbeDecides() {
        settle(Verdict.BAD, Verdict.BAD, Verdict.BAD);
        pace.pass(RESET);
        assertEquals(BreakerState.HALF_OPEN, breaker.state());
        Breaker.Permit probe = breaker.enter().orElseThrow();
        assertTrue(breaker.enter().isEmpty(), "only one probe");
        probe.settle(Verdict.BAD);
        assertEquals(BreakerState.OPEN, breaker.state());
        pace.pass(RESET);
        breaker.enter().orElseThrow().settle(Verdict.GOOD);
        assertEquals(BreakerState.CLOSED, breaker.state());
    }

    @Test
    void aProbeThatSaysNothingLeavesTheDoorToTheNext() {
        settle(Verdict.BAD, Verdict.BAD, Verdict.BAD);
        pace.pass(RESET);
        breaker.enter().orElseThrow().settle(Verdict.NEITHER);
        assertEquals(BreakerState.HALF_OPEN, breaker.state());
        breaker.enter().orElseThrow().settle(Verdict.GOOD);
        assertEquals(BreakerState.CLOSED, breaker.state());
    }

    @Test
    void aLateCallFromBeforeTheOpeningChangesNothing() {
        Breaker.Permit slow = breaker.enter().orElseThrow();
        settle(Verdict.BAD, Verdict.BAD, Verdict.BAD);
        slow.settle(Verdict.GOOD);
        assertEquals(BreakerState.OPEN, breaker.state());
    }

    @Test
    void aHostThatKeepsFailingIsNotCalledAndComesBack() {
        try (FakeServer server = new FakeServer(Reply.json(500, Map.of()));
                Outgoing out =
                        new Outgoing(
                                NetSettings.defaults().with(new BreakerRule(4, RESET)),
                                Guard.publicOnly(),
                                CallMeter.none(),
                                pace)) {
            URI uri = URI.create(server.baseUrl() + "/");
            Call call = Call.get("test", uri);
            out.call(call);
            var refused = assertInstanceOf(NotSent.class, out.call(call));
            assertEquals(Reason.BREAKER_OPEN, refused.reason(), "opened within the second call");
            assertEquals(4, server.requests().size());
            assertEquals(BreakerState.OPEN, out.breaker(uri));

            server.usual(Reply.json(404, Map.of()));
            pace.pass(RESET);
            assertEquals(BreakerState.HALF_OPEN, out.breaker(uri));
            assertEquals(404, out.call(call).orThrow().status());
            assertEquals(BreakerState.CLOSED, out.breaker(uri));
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
                                breaker.enter().ifPresent(_ -> entered.incrementAndGet());
                                done.countDown();
                            });
        }
        done.await();
        assertEquals(1, entered.get());
    }

    private void settle(Verdict... verdicts) {
        for (Verdict verdict : verdicts) {
            breaker.enter().orElseThrow().settle(verdict);
        }
    }
}
