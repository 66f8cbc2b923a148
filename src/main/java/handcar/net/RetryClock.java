package handcar.net;

import module java.base;

/// Time as retries and circuit breakers see it; tests replace it and need not wait.
class RetryClock {
    /// The time of day, for `Retry-After` dates.
    Instant now() {
        return Instant.now();
    }

    /// A clock that never jumps, in nanoseconds.
    long nanos() {
        return System.nanoTime();
    }

    /// Waits on this thread.
    void sleep(Duration wait) throws InterruptedException {
        Thread.sleep(wait);
    }

    /// From 0 (included) to 1.
    double random() {
        return ThreadLocalRandom.current().nextDouble();
    }
}
