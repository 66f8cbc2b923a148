package handcar.net;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// Time as the retries and breakers see it, so that their tests need not wait.
interface RetryClock {
    /// The time of day; for `Retry-After` dates.
    Instant now();

    /// A clock that never jumps, in nanoseconds.
    long nanos();

    /// Waits on this thread.
    void sleep(Duration wait) throws InterruptedException;

    /// From 0 (included) to 1.
    double chance();

    /// The real thing.
    static RetryClock real() {
        return new RetryClock() {
            @Override
            public Instant now() {
                return Instant.now();
            }

            @Override
            public long nanos() {
                return System.nanoTime();
            }

            @Override
            public void sleep(Duration wait) throws InterruptedException {
                Thread.sleep(wait);
            }

            @Override
            public double chance() {
                return ThreadLocalRandom.current().nextDouble();
            }
        };
    }
}
