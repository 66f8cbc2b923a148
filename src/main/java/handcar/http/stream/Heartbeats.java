package handcar.http.stream;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/// Signs of life for clients that hear nothing for long, so that no proxy takes their connection for dead. One thread for
/// all, running only while somebody listens.
final class Heartbeats {
    private final Set<BufferedSink> open;
    private final Duration heartbeat;
    private final AtomicBoolean running = new AtomicBoolean();

    /// @param open those who listen
    /// @param heartbeat the longest silence
    Heartbeats(Set<BufferedSink> open, Duration heartbeat) {
        this.open = open;
        this.heartbeat = heartbeat;
    }

    /// Somebody has come.
    void begin() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("heartbeats").start(this::beat);
        }
    }

    private void beat() {
        try {
            while (!open.isEmpty()) {
                // by so much the longest silence may be exceeded
                Thread.sleep(heartbeat.dividedBy(20));
                open.forEach(sink -> sink.beat(heartbeat));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            running.set(false);
        }
        if (!open.isEmpty()) {
            // one came between the last look and the flag
            begin();
        }
    }
}
