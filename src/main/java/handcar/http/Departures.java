package handcar.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Waits for which it is worth finding out whether the caller still is there. Most are over before that; one thread for
/// all, running only while somebody waits.
final class Departures {
    private static final Duration MOMENT = Duration.ofMillis(50);

    private final Map<Departure, Long> waits = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();

    void add(Departure departure) {
        waits.put(departure, System.nanoTime() + MOMENT.toNanos());
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("departures").start(this::look);
        }
    }

    void remove(Departure departure) {
        waits.remove(departure);
    }

    private void look() {
        try {
            while (!waits.isEmpty()) {
                Thread.sleep(MOMENT);
                long now = System.nanoTime();
                waits.forEach(
                        (departure, due) -> {
                            if (now - due > 0 && waits.remove(departure, due)) {
                                departure.begin();
                            }
                        });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
        if (!waits.isEmpty() && running.compareAndSet(false, true)) {
            // one came between the last look and the flag
            Thread.ofVirtual().name("departures").start(this::look);
        }
    }
}
