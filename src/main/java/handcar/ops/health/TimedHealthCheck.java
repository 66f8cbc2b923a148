package handcar.ops.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Looks through one probe, on a thread of its own. Who asks while a look is under way gets its answer: a hung probe is
/// never started twice, however many ask, and nobody waits for it longer than the limit.
final class TimedHealthCheck {
    private static final Logger LOG = Logger.getLogger(TimedHealthCheck.class.getName());

    private final HealthCheck probe;
    private Look current = new Look();

    TimedHealthCheck(HealthCheck probe) {
        this.probe = probe;
        current.settled.countDown();
    }

    /// A finding and how long it took to come by.
    record Seen(HealthResult finding, long nanos) {}

    private static final class Look {
        private final CountDownLatch settled = new CountDownLatch(1);
        private final long begun = System.nanoTime();
        private volatile Seen seen = new Seen(HealthResult.ok(Map.of()), 0);
    }

    HealthCheck probe() {
        return probe;
    }

    /// Starts a look unless one is under way, without waiting for it; `await` then waits for the same one.
    synchronized Object begin() {
        if (current.settled.getCount() == 0) {
            Look next = new Look();
            current = next;
            Thread.ofVirtual().name("probe " + probe.name()).start(() -> settle(next));
        }
        return current;
    }

    Seen await(Object begun, long deadlineNanos) {
        Look look = (Look) begun;
        try {
            long left = deadlineNanos - System.nanoTime();
            if (look.settled.await(Math.max(0, left), TimeUnit.NANOSECONDS)) {
                return look.seen;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        long nanos = System.nanoTime() - look.begun;
        String error = "no answer for " + Duration.ofNanos(nanos).toMillis() + " ms";
        return new Seen(new HealthResult(probe.failing(), figures(error)), nanos);
    }

    private void settle(Look look) {
        HealthResult finding;
        try {
            finding = probe.look().now();
        } catch (Exception e) {
            LOG.log(Level.FINE, "probe " + probe.name(), e);
            finding = new HealthResult(probe.failing(), figures(reason(e)));
        }
        look.seen = new Seen(finding, System.nanoTime() - look.begun);
        look.settled.countDown();
    }

    private static Map<String, Object> figures(String error) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("error", error);
        return figures;
    }

    /// The innermost reason tells most.
    private static String reason(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null ? inner.getClass().getSimpleName() : message;
    }
}
