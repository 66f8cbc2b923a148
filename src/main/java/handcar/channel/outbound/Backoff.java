package handcar.channel.outbound;

import java.time.Duration;

/// For something that should end soon: each wait is twice as long as the one before, up to a longest one.
final class Backoff {
    private final Duration longest;
    private Duration next;

    Backoff(Duration first, Duration longest) {
        this.next = first;
        this.longest = longest;
    }

    /// Sleeps; false when the thread is asked to end instead.
    boolean slept() {
        try {
            Thread.sleep(next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        Duration doubled = next.multipliedBy(2);
        next = doubled.compareTo(longest) < 0 ? doubled : longest;
        return true;
    }
}
