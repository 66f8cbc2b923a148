package handcar.time;

import module java.base;

/// How often something that failed is tried again, and how long to wait before each try. Up to a quarter of each wait is
/// left out at random, so that what failed together does not come back together (AWS, "Exponential Backoff And Jitter").
///
/// @param attempts tries in all, at least 1
/// @param waits before the second try, the third, …; the last one is repeated when there are more tries
public record RetrySchedule(int attempts, List<Duration> waits) {
    /// One try only.
    public static final RetrySchedule NONE = new RetrySchedule(1, List.of(Duration.ZERO));

    private static final Duration SHORTEST_REQUEST = Duration.ofMillis(100);
    private static final Duration LONGEST_REQUEST = Duration.ofHours(24);
    private static final double JITTER = 0.25;

    public RetrySchedule {
        waits = List.copyOf(waits);
        if (attempts < 1 || waits.isEmpty() || waits.stream().anyMatch(Duration::isNegative)) {
            throw new IllegalArgumentException(
                    "A retry schedule needs one attempt or more and waits that are not negative.");
        }
    }

    /// These waits, and one try more than waits.
    public static RetrySchedule of(Duration... waits) {
        return new RetrySchedule(waits.length + 1, List.of(waits));
    }

    /// Waits that double from `first` to `longest`, without an end.
    public static RetrySchedule doubling(Duration first, Duration longest) {
        List<Duration> waits = new ArrayList<>();
        Duration next = first;
        while (next.isPositive() && next.compareTo(longest) < 0) {
            waits.add(next);
            next = next.multipliedBy(2);
        }
        waits.add(longest);
        return new RetrySchedule(Integer.MAX_VALUE, waits);
    }

    /// The same waits with so many tries in all.
    public RetrySchedule attempts(int most) {
        return new RetrySchedule(most, waits);
    }

    /// The longest wait.
    public Duration longest() {
        return waits.getLast();
    }

    /// Whether the try with this number, from 1, is the last one.
    public boolean isLast(int attempt) {
        return attempt >= attempts;
    }

    /// The wait after the try with this number, from 1, failed; empty when it was the last.
    public Optional<Duration> after(int attempt) {
        return after(attempt, ThreadLocalRandom.current().nextDouble());
    }

    /// The same wait by this random number from 0 to 1, at which nothing is left out.
    public Optional<Duration> after(int attempt, double random) {
        if (isLast(attempt)) {
            return Optional.empty();
        }
        Duration wait = waits.get(Math.min(attempt, waits.size()) - 1);
        return Optional.of(Duration.ofNanos((long) (wait.toNanos() * (1 - JITTER * (1 - random)))));
    }

    /// Sleeps after the try with this number failed; false when it was the last, or when the thread is interrupted.
    public boolean sleep(int attempt) {
        Optional<Duration> wait = after(attempt);
        try {
            Thread.sleep(wait.orElse(Duration.ZERO));
            return wait.isPresent();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// A wait that the other side asked for (`Retry-After`), kept between 100 ms and a day.
    public static Duration bounded(Duration requested) {
        if (requested.compareTo(SHORTEST_REQUEST) < 0) {
            return SHORTEST_REQUEST;
        }
        return requested.compareTo(LONGEST_REQUEST) > 0 ? LONGEST_REQUEST : requested;
    }
}
