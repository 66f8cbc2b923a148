package handcar.http.connection;

import handcar.time.TimeoutScheduler;

import java.time.Duration;
import java.util.Optional;

/// Notices that a caller leaves while their request waits for somebody else's answer: the waiting thread is then
/// interrupted, so that nobody works on for nothing. Watched from [#watch] until it is closed.
public final class DisconnectWatch implements AutoCloseable {
    /// Most waits are over before it is worth finding out whether the caller still is there.
    static final Duration MOMENT = Duration.ofMillis(200);

    private final Optional<ReadTimeouts> clock;
    private final Optional<TimeoutScheduler.Alarm> alarm;
    private final Thread waiting = Thread.currentThread();
    private boolean over;
    private boolean left;

    private DisconnectWatch(Optional<ReadTimeouts> clock) {
        this.clock = clock;
        this.alarm = clock.map(reading -> reading.departures().after(MOMENT, this::begin));
    }

    /// Watches the caller of the current request, whose body must have been read.
    public static DisconnectWatch watch() {
        return new DisconnectWatch(ReadTimeouts.current());
    }

    /// The wait has become long: from here on the connection is read. Never beside its own thread, which reads again once
    /// this is closed.
    synchronized void begin() {
        if (!over) {
            clock.ifPresent(reading -> reading.ahead(this::leave));
        }
    }

    private synchronized void leave() {
        if (!over) {
            left = true;
            waiting.interrupt();
        }
    }

    /// Whether the caller left.
    public synchronized boolean isNoticed() {
        return left;
    }

    @Override
    public void close() {
        alarm.ifPresent(TimeoutScheduler.Alarm::off);
        synchronized (this) {
            over = true;
            if (left) {
                // it was meant for the waiting, which is over
                Thread.interrupted();
            }
        }
    }
}
