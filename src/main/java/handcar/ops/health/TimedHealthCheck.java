package handcar.ops.health;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs one check on a thread of its own. Whoever asks while a run is under way gets its result: a check that hangs is
/// never started twice, and nobody waits for it longer than their deadline.
final class TimedHealthCheck {
    private static final Logger LOG = Logger.getLogger(TimedHealthCheck.class.getName());

    private final HealthCheck probe;
    private @Nullable FutureTask<Seen> current;

    TimedHealthCheck(HealthCheck probe) {
        this.probe = probe;
    }

    /// A result and how long it took.
    record Seen(HealthResult finding, long nanos) {}

    HealthCheck probe() {
        return probe;
    }

    /// Starts a run unless one is under way, and returns it without waiting.
    synchronized FutureTask<Seen> begin() {
        FutureTask<Seen> run = current;
        if (run == null || run.isDone()) {
            run = new FutureTask<>(this::look);
            current = run;
            Thread.ofVirtual().name("health " + probe.name()).start(run);
        }
        return run;
    }

    /// The result of the run, or a failure when it does not come in time.
    Seen await(FutureTask<Seen> run, Duration longest) {
        try {
            return run.get(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            String error = "no answer for " + longest.toMillis() + " ms";
            return new Seen(new HealthResult(probe.failing(), error(error)), longest.toNanos());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Seen(new HealthResult(probe.failing(), error("interrupted")), 0);
        }
    }

    private Seen look() {
        long start = System.nanoTime();
        HealthResult finding;
        try {
            finding = probe.look().now();
        } catch (Exception e) {
            LOG.log(Level.FINE, "health.failed check=" + probe.name(), e);
            finding = new HealthResult(probe.failing(), error(innermost(e)));
        }
        return new Seen(finding, System.nanoTime() - start);
    }

    private static Map<String, Object> error(String error) {
        Map<String, Object> figures = new LinkedHashMap<>();
        figures.put("error", error);
        return figures;
    }

    /// The innermost reason tells most.
    private static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null ? inner.getClass().getSimpleName() : message;
    }
}
