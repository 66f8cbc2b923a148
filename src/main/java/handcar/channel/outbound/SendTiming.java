package handcar.channel.outbound;

import module java.base;

import handcar.channel.SendResult;
import handcar.time.RetrySchedule;

/// The clocks of sending.
///
/// @param retries how often and when a send that failed is tried again
/// @param begin how long after it was claimed a send may begin
/// @param longest how long it may take then
record SendTiming(RetrySchedule retries, Duration begin, Duration longest) {
    /// A blip, a restart of theirs, an outage, a night.
    static final SendTiming DEFAULT =
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

    /// A channel that ends at the last moment is still listened to.
    private static final Duration GRACE = Duration.ofMillis(500);

    /// After so long nothing that was claimed is on its way any more.
    Duration lost() {
        return begin.plus(cut());
    }

    /// After so long a send is cut off, whatever the channel does.
    Duration cut() {
        return longest.plus(GRACE);
    }
}
