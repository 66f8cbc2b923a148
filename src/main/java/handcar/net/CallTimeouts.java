package handcar.net;

import handcar.time.TimeoutScheduler;

import java.time.Duration;

/// How long one try may take: as a whole, and from one byte of the answer to the next.
final class CallTimeouts {
    private final long end;
    private final long silence;
    private final TimeoutScheduler.Alarm alarm;

    /// @param left for everything
    /// @param late breaks the call off
    CallTimeouts(TimeoutScheduler deadlines, Duration left, Duration silence, Runnable late) {
        this.end = System.nanoTime() + Math.max(0, left.toNanos());
        this.silence = silence.toNanos();
        this.alarm = deadlines.at(end, late);
    }

    /// From now on the other side is waited for.
    void listen() {
        long now = System.nanoTime();
        alarm.move(now + Math.min(silence, end - now));
    }

    void off() {
        alarm.off();
    }
}
