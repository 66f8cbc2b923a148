package handcar.time;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import module java.base;

import org.junit.jupiter.api.Test;

final class RetryScheduleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void doublingWaitsGrowToTheLongestAndStayThere() {
        RetrySchedule retries = RetrySchedule.doubling(SECOND, Duration.ofSeconds(5));
        List<Long> seconds =
                List.of(1, 2, 3, 4, 5).stream()
                        .map(attempt -> retries.after(attempt, 1).orElseThrow().toSeconds())
                        .toList();
        assertEquals(List.of(1L, 2L, 4L, 5L, 5L), seconds);
        assertEquals(Duration.ofSeconds(5), retries.after(Integer.MAX_VALUE - 1, 1).orElseThrow());
    }

    @Test
    void theLastTryHasNoWaitAfterIt() {
        RetrySchedule retries = RetrySchedule.of(SECOND, SECOND.multipliedBy(9));
        assertEquals(3, retries.attempts());
        assertFalse(retries.isLast(2));
        assertTrue(retries.isLast(3));
        assertEquals(Optional.of(Duration.ofSeconds(9)), retries.after(2, 1));
        assertEquals(Optional.empty(), retries.after(3));
        assertFalse(RetrySchedule.NONE.sleep(1));
    }

    @Test
    void aWaitIsUpToAQuarterShorterAndNeverLonger() {
        RetrySchedule retries = RetrySchedule.doubling(SECOND, SECOND);
        assertEquals(Duration.ofMillis(750), retries.after(1, 0).orElseThrow());
        for (int i = 0; i < 1_000; i++) {
            long millis = retries.after(1).orElseThrow().toMillis();
            assertTrue(millis >= 750 && millis <= 1_000, () -> millis + " ms");
        }
    }

    @Test
    void aWaitThatTheOtherSideAsksForStaysWithinReason() {
        assertEquals(Duration.ofMillis(100), RetrySchedule.bounded(Duration.ZERO));
        assertEquals(SECOND, RetrySchedule.bounded(SECOND));
        assertEquals(Duration.ofDays(1), RetrySchedule.bounded(Duration.ofDays(3)));
    }

    @Test
    void aScheduleWithoutTriesOrWithNegativeWaitsIsRefused() {
        RetrySchedule usual = RetrySchedule.of(SECOND);
        assertThrows(IllegalArgumentException.class, () -> usual.attempts(0));
        assertThrows(
                IllegalArgumentException.class, () -> RetrySchedule.of(Duration.ofSeconds(-1)));
    }
}
