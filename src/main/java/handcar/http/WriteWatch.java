package handcar.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/// Cuts off clients that do not take what is written to them; Java's sockets have no time-out for writing. One thread for
/// all connections, running only while something is being written.
final class WriteWatch {
    private final Map<Thread, Long> writing = new ConcurrentHashMap<>();
    private final AtomicBoolean running = new AtomicBoolean();
    private final Duration longest;

    /// @param longest how long one write may take; a few megabytes over a phone's slow line
    WriteWatch(Duration longest) {
        this.longest = longest;
    }

    void during(Runnable write) {
        Thread thread = Thread.currentThread();
        writing.put(thread, System.nanoTime() + longest.toNanos());
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("write watch").start(this::watch);
        }
        try {
            write.run();
        } finally {
            writing.remove(thread);
        }
    }

    private void watch() {
        try {
            while (!writing.isEmpty()) {
                Thread.sleep(longest.dividedBy(10));
                long now = System.nanoTime();
                writing.forEach(
                        (thread, deadline) -> {
                            if (now - deadline > 0 && writing.remove(thread, deadline)) {
                                // closes the socket a virtual thread writes to
                                thread.interrupt();
                            }
                        });
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
    }
}
