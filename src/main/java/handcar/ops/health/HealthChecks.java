package handcar.ops.health;

import module java.base;

import java.util.logging.Level;
import java.util.logging.Logger;

/// All health checks, run side by side, each on a thread of its own. Nobody waits for one longer than two seconds, and one that
/// hangs is never started twice: whoever asks while a run is under way gets its result.
public final class HealthChecks {
    /// What the API promises; hosts ask again after five to ten seconds.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private static final Logger LOG = Logger.getLogger(HealthChecks.class.getName());

    private final List<HealthCheck> checks;
    private final Map<String, FutureTask<TimedResult>> runs = new HashMap<>();

    public HealthChecks(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /// The result of each component, and the worst of them.
    record Report(
            HealthResult.State worst, boolean ready, Map<String, Map<String, Object>> components) {}

    private record TimedResult(HealthResult result, long nanos) {}

    /// Runs the checks that fit, side by side.
    ///
    /// @param details whether to show the figures besides status and latency
    Report run(Predicate<HealthCheck> which, boolean details) {
        long end = System.nanoTime() + LONGEST.toNanos();
        Map<HealthCheck, FutureTask<TimedResult>> begun = new LinkedHashMap<>();
        checks.stream().filter(which).forEach(check -> begun.put(check, begin(check)));
        HealthResult.State worst = HealthResult.State.OK;
        boolean ready = true;
        Map<String, Map<String, Object>> components = new LinkedHashMap<>();
        for (HealthCheck check : begun.keySet()) {
            TimedResult timed = await(check, begun.get(check), end - System.nanoTime());
            HealthResult.State state = timed.result().state();
            worst = worst.or(state);
            ready &= !(check.essential() && state == HealthResult.State.DOWN);
            components.put(check.name(), shape(timed, details));
        }
        return new Report(worst, ready, components);
    }

    /// Starts a run unless one is under way, and returns it without waiting.
    private synchronized FutureTask<TimedResult> begin(HealthCheck check) {
        FutureTask<TimedResult> run = runs.get(check.name());
        if (run == null || run.isDone()) {
            run = new FutureTask<>(() -> time(check));
            runs.put(check.name(), run);
            Thread.ofVirtual().name("health " + check.name()).start(run);
        }
        return run;
    }

    private static TimedResult time(HealthCheck check) {
        long start = System.nanoTime();
        HealthResult result;
        try {
            result = check.action().run();
        } catch (Exception e) {
            LOG.log(Level.FINE, "health.failed check=" + check.name(), e);
            result = failed(check, innermost(e));
        }
        return new TimedResult(result, System.nanoTime() - start);
    }

    /// The result of the run, or a failure when it does not come in time.
    private static TimedResult await(
            HealthCheck check, FutureTask<TimedResult> run, long nanosLeft) {
        try {
            return run.get(Math.max(0, nanosLeft), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            String error = "no answer for " + Math.max(0, nanosLeft) / 1_000_000 + " ms";
            return new TimedResult(failed(check, error), nanosLeft);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TimedResult(failed(check, "interrupted"), 0);
        }
    }

    private static HealthResult failed(HealthCheck check, String error) {
        return new HealthResult(check.failing(), new LinkedHashMap<>(Map.of("error", error)));
    }

    /// The message of the innermost cause, which says most.
    private static String innermost(Throwable thrown) {
        Throwable inner = thrown;
        while (inner.getCause() != null) {
            inner = inner.getCause();
        }
        String message = inner.getMessage();
        return message == null ? inner.getClass().getSimpleName() : message;
    }

    private static Map<String, Object> shape(TimedResult timed, boolean details) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("status", timed.result().state().label());
        shape.put("latency_ms", Math.round(timed.nanos() / 10_000.0) / 100.0);
        if (details) {
            shape.putAll(timed.result().figures());
        }
        return shape;
    }
}
