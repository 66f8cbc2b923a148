package handcar.channel.outbound;

import handcar.channel.SendResult;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// The clocks of sending.
///
/// @param waits before the second try, the third, …; after the last one there are no more tries
/// @param begin how long after it was taken a sending may begin
/// @param longest how long it may take then
record RetrySchedule(List<Duration> waits, Duration begin, Duration longest) {
    /// A blip, a restart of theirs, an outage, a night.
    static final RetrySchedule USUAL =
            new RetrySchedule(
                    List.of(
                            Duration.ofSeconds(5),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(5),
                            Duration.ofHours(10),
                            Duration.ofHours(10)),
                    Duration.ofMillis(1_500),
                    SendResult.LONGEST);

    /// A channel that ends at the last moment is still listened to.
    private static final Duration GRACE = Duration.ofMillis(500);

    private static final Duration SHORTEST_WISH = Duration.ofMillis(100);
    private static final Duration LONGEST_WISH = Duration.ofHours(24);

    /// After so long nothing that was taken is on its way any more.
    Duration lost() {
        return begin.plus(cut());
    }

    /// After so long a sending is cut off, whatever the channel does.
    Duration cut() {
        return longest.plus(GRACE);
    }

    /// Whether a try with this number, from 1, was the last.
    boolean isLast(int attempt) {
        return attempt > waits.size();
    }

    /// The wait after that try, up to a tenth longer by chance, so that what failed together does not come back together.
    Duration after(int attempt) {
        long millis = waits.get(attempt - 1).toMillis();
        return Duration.ofMillis(millis + ThreadLocalRandom.current().nextLong(millis / 10 + 1));
    }

    /// What a provider asked for, within reason.
    static Duration wished(Duration after) {
        if (after.compareTo(SHORTEST_WISH) < 0) {
            return SHORTEST_WISH;
        }
        return after.compareTo(LONGEST_WISH) > 0 ? LONGEST_WISH : after;
    }
}
