package handcar.net;

import handcar.time.Deadlines;

import java.time.Duration;

/// How long one try may take: as a whole, and from one byte of the answer to the next.
final class CallClock {
    private final long end;
    private final long silence;
    private final Deadlines.Alarm alarm;

    /// @param left for everything
    /// @param late breaks the call off
    CallClock(Deadlines deadlines, Duration left, Duration silence, Runnable late) {
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
