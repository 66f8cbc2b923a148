package handcar.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import handcar.problem.Problem;

import org.junit.jupiter.api.Test;

final class RateLimiterTest {
    private final AtomicLong now = new AtomicLong();
    private final TokenBucketRateLimiter limit =
            new TokenBucketRateLimiter(60, Duration.ofMinutes(1), now::get);

    @Test
    void aMinutesWorthGoesAtOnceAndThenOneASecond() {
        for (int i = 0; i < 60; i++) {
            assertEquals(Optional.empty(), limit.take("ada"));
        }
        assertEquals(Optional.of(Duration.ofSeconds(1)), limit.take("ada"));
        now.addAndGet(Duration.ofMillis(500).toNanos());
        assertTrue(limit.take("ada").isPresent());
        now.addAndGet(Duration.ofMillis(501).toNanos());
        assertEquals(Optional.empty(), limit.take("ada"));
        assertTrue(limit.take("ada").isPresent());
    }

    @Test
    void callersDoNotShareABucket() {
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
        assertEquals(Map.of("Retry-After", "1"), problem.headers());
    }

    @Test
    void aMillionAddressesCostNoMoreThanTenThousand() {
        for (int i = 0; i < 100_000; i++) {
            limit.take("address " + i);
        }
        assertEquals(10_000, limit.size());
    }
}
