package handcar.channel.outbound;

import module java.base;

import handcar.channel.SendResult;
import handcar.time.RetrySchedule;

/// The time limits of sending.
///
/// @param retries when a failed attempt is repeated, and how often
/// @param begin how long after its claim an attempt may begin
/// @param longest how long an attempt may take
public record SendTiming(RetrySchedule retries, Duration begin, Duration longest) {
    /// Retries through a short failure, a restart, an outage and a night.
    public static final SendTiming DEFAULT =
            new SendTiming(
                    RetrySchedule.of(
                            Duration.ofSeconds(5),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(30),
                            Duration.ofHours(2),
                            Duration.ofHours(5),
                            Duration.ofHours(10),
                            Duration.ofHours(10)),
                    Duration.ofMillis(1_500),
                    SendResult.LONGEST);

    /// A sender that ends at the last moment is still heard.
    private static final Duration GRACE = Duration.ofMillis(500);

    /// How long after its claim a part can be in flight at most.
    Duration lost() {
        return begin.plus(cut());
    }

    /// When an attempt is cut off, whatever the sender does.
    Duration cut() {
        return longest.plus(GRACE);
    }
}
