package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.problem.Problem;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RateLimiterTest {
    private final AtomicLong now = new AtomicLong();
    private final SlidingWindowRateLimiter limit =
            new SlidingWindowRateLimiter(60, Duration.ofMinutes(1), now::get);

    @Test
    void aMinutesWorthGoesAtOnceAndThenNothingUntilItIsOver() {
        for (int i = 0; i < 60; i++) {
            assertEquals(Optional.empty(), limit.take("ada"));
        }
        assertEquals(Optional.of(Duration.ofMinutes(1)), limit.take("ada"));
        now.addAndGet(Duration.ofMillis(59_500).toNanos());
        assertEquals(Optional.of(Duration.ofMillis(500)), limit.take("ada"));
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertEquals(Optional.empty(), limit.take("ada"));
    }

    @Test
    void oneASecondIsNeverTooMuch() {
        for (int i = 0; i < 200; i++) {
            assertEquals(Optional.empty(), limit.take("ada"), "second " + i);
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
    }

    /// Whoever asks without a pause, whatever the pace and wherever the minute begins.
    @ParameterizedTest
    @ValueSource(longs = {1, 17, 40, 170, 333, 990})
    void noMinuteHasMoreThanItsNumber(long pause) {
        List<Long> allowed = new ArrayList<>();
        long end = Duration.ofMinutes(4).toNanos();
        while (now.get() < end) {
            Optional<Duration> wait = limit.take("ada", 180);
            if (wait.isEmpty()) {
                allowed.add(now.get());
            }
            now.addAndGet(Duration.ofMillis(pause).toNanos());
        }
        long minute = Duration.ofMinutes(1).toNanos();
        for (int i = 180; i < allowed.size(); i++) {
            assertTrue(allowed.get(i) - allowed.get(i - 180) >= minute, "request " + i);
        }
        assertTrue(allowed.size() >= Math.min(180 * 4 - 12, end / (pause * 1_000_000)));
    }

    /// Who comes back when told is let in, and not before.
    @Test
    void theWaitIsAsLongAsItHasToBe() {
        Random random = new Random(16);
        for (int i = 0; i < 2_000; i++) {
            now.addAndGet(random.nextLong(900_000_000L));
            Optional<Duration> wait = limit.take("ada");
            if (wait.isPresent()) {
                now.addAndGet(wait.get().toNanos() - 1);
                assertTrue(limit.take("ada").isPresent(), "a moment before");
                now.addAndGet(1);
                assertEquals(Optional.empty(), limit.take("ada"));
            }
        }
    }

    @Test
    void aLowerNumberCountsWhatCameBefore() {
        for (int i = 0; i < 50; i++) {
            assertEquals(Optional.empty(), limit.take("ada"));
            now.addAndGet(Duration.ofSeconds(1).toNanos());
        }
        // eleven have to go until fewer than 40 are left
        assertEquals(Optional.of(Duration.ofSeconds(20)), limit.take("ada", 40));
    }

    @Test
    void callersDoNotShareACount() {
        for (int i = 0; i < 61; i++) {
            limit.take("ada");
        }
        assertEquals(Optional.empty(), limit.take("bob"));
    }

    @Test
    void oneWhoIsTooFastHearsWhenToComeBack() {
        for (int i = 0; i < 60; i++) {
            limit.require("ada");
        }
        Problem.RateLimited problem =
                assertThrows(Problem.RateLimited.class, () -> limit.require("ada"));
        assertEquals(Map.of("Retry-After", "60"), problem.headers());
    }

    @Test
    void aMillionAddressesCostNoMoreThanTenThousand() {
        for (int i = 0; i < 100_000; i++) {
            limit.take("address " + i);
        }
        assertEquals(10_000, limit.size());
    }
}
