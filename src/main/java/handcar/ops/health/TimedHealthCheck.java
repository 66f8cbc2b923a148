package handcar.ops.health;

import module java.base;

import org.jspecify.annotations.Nullable;

import java.util.logging.Level;
import java.util.logging.Logger;

/// Runs one check on a thread of its own. Whoever asks while a run is under way gets its result: a check that hangs is
/// never started twice, and nobody waits for it longer than their deadline.
final class TimedHealthCheck {
    private static final Logger LOG = Logger.getLogger(TimedHealthCheck.class.getName());

    private final HealthCheck check;
    private @Nullable FutureTask<TimedResult> current;

    TimedHealthCheck(HealthCheck check) {
        this.check = check;
    }

    /// A result and how long it took.
    record TimedResult(HealthResult result, long nanos) {}

    HealthCheck check() {
        return check;
    }

    /// Starts a run unless one is under way, and returns it without waiting.
    synchronized FutureTask<TimedResult> begin() {
        FutureTask<TimedResult> run = current;
        if (run == null || run.isDone()) {
            run = new FutureTask<>(this::time);
            current = run;
            Thread.ofVirtual().name("health " + check.name()).start(run);
        }
        return run;
    }

    /// The result of the run, or a failure when it does not come in time.
    TimedResult await(FutureTask<TimedResult> run, Duration longest) {
        try {
            return run.get(Math.max(0, longest.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            String error = "no answer for " + longest.toMillis() + " ms";
            return new TimedResult(
                    new HealthResult(check.failing(), error(error)), longest.toNanos());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TimedResult(new HealthResult(check.failing(), error("interrupted")), 0);
        }
    }

    private TimedResult time() {
        long start = System.nanoTime();
        HealthResult result;
        try {
            result = check.action().run();
        } catch (Exception e) {
            LOG.log(Level.FINE, "health.failed check=" + check.name(), e);
            result = new HealthResult(check.failing(), error(innermost(e)));
        }
        return new TimedResult(result, System.nanoTime() - start);
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
