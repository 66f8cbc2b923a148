package handcar.ops.health;

import module java.base;

/// All health checks, run side by side; none is waited for longer than two seconds.
public final class HealthChecks {
    /// Of the contract; hosts ask again after five to ten seconds.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final List<TimedHealthCheck> checks;

    public HealthChecks(List<HealthCheck> checks) {
        this.checks = checks.stream().map(TimedHealthCheck::new).toList();
    }

    /// The result of each component, and the worst of them.
    record Report(
            HealthResult.State worst, boolean ready, Map<String, Map<String, Object>> components) {}

    private record Run(TimedHealthCheck check, FutureTask<TimedHealthCheck.TimedResult> result) {}

    /// Runs the checks that fit, side by side.
    ///
    /// @param details whether to show the figures besides status and latency
    Report run(Predicate<HealthCheck> which, boolean details) {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<Run> runs =
                checks.stream()
                        .filter(each -> which.test(each.check()))
                        .map(each -> new Run(each, each.begin()))
                        .toList();
        HealthResult.State worst = HealthResult.State.OK;
        boolean ready = true;
        Map<String, Map<String, Object>> components = new LinkedHashMap<>();
        for (Run run : runs) {
            HealthCheck check = run.check().check();
            Duration left = Duration.ofNanos(end - System.nanoTime());
            TimedHealthCheck.TimedResult timed = run.check().await(run.result(), left);
            HealthResult.State state = timed.result().state();
            worst = worst.or(state);
            ready &= !(check.essential() && state == HealthResult.State.DOWN);
            components.put(check.name(), shape(timed, details));
        }
        return new Report(worst, ready, components);
    }

    private static Map<String, Object> shape(TimedHealthCheck.TimedResult timed, boolean details) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("status", timed.result().state().label());
        shape.put("latency_ms", Math.round(timed.nanos() / 10_000.0) / 100.0);
        if (details) {
            shape.putAll(timed.result().figures());
        }
        return shape;
    }
}
