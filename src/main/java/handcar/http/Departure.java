package handcar.http;

import java.util.Optional;

/// Notices that a caller leaves while their request waits for somebody else's answer: the waiting thread is then
/// interrupted, so that nobody works on for nothing. Watched from [#watch] until it is closed, by one thread.
public final class Departure implements AutoCloseable {
    private final Optional<ReadClock> clock;
    private final Thread waiting = Thread.currentThread();
    private boolean over;
    private boolean left;

    private Departure(Optional<ReadClock> clock) {
        this.clock = clock;
    }

    /// Watches the caller of the current request, whose body must have been read.
    public static Departure watch() {
        Departure departure = new Departure(ReadClock.current());
        departure.clock.ifPresent(clock -> clock.departures().add(departure));
        return departure;
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
        clock.ifPresent(reading -> reading.departures().remove(this));
        synchronized (this) {
            over = true;
            if (left) {
                // it was meant for the waiting, which is over
                Thread.interrupted();
            }
        }
    }
}
