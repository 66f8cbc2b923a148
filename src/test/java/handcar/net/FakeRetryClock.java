package handcar.net;

import module java.base;

/// Time that passes only when somebody waits; remembers the waits.
final class FakeRetryClock extends RetryClock {
    private final Instant start = Instant.parse("2026-11-20T10:00:00Z");
    private final List<Duration> waits = new ArrayList<>();
    private long nanos;

    @Override
    synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    @Override
    synchronized long nanos() {
        return nanos;
    }

    @Override
    synchronized void sleep(Duration wait) {
        waits.add(wait);
        nanos += wait.toNanos();
    }

    @Override
    double random() {
        return 1;
    }

    synchronized void pass(Duration time) {
        nanos += time.toNanos();
    }

    synchronized List<Duration> waits() {
        return List.copyOf(waits);
    }
}
