package handcar.ops.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.function.Predicate;

/// All health checks, run side by side; none is waited for longer than two seconds.
public final class HealthChecks {
    /// Of the contract; hosts ask again after five to ten seconds.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final List<TimedHealthCheck> watches;

    public HealthChecks(List<HealthCheck> probes) {
        this.watches = probes.stream().map(TimedHealthCheck::new).toList();
    }

    /// What was found, by component, and the worst of it.
    record Picture(HealthResult.State worst, boolean ready, Map<String, Object> components) {}

    private record Run(TimedHealthCheck watch, FutureTask<TimedHealthCheck.Seen> result) {}

    /// Runs the checks that fit.
    ///
    /// @param details whether to show the figures besides status and latency
    Picture look(Predicate<HealthCheck> which, boolean details) {
        long end = System.nanoTime() + LONGEST.toNanos();
        List<Run> runs =
                watches.stream()
                        .filter(watch -> which.test(watch.probe()))
                        .map(watch -> new Run(watch, watch.begin()))
                        .toList();
        HealthResult.State worst = HealthResult.State.OK;
        boolean ready = true;
        Map<String, Object> components = new LinkedHashMap<>();
        for (Run run : runs) {
            HealthCheck probe = run.watch().probe();
            Duration left = Duration.ofNanos(end - System.nanoTime());
            TimedHealthCheck.Seen seen = run.watch().await(run.result(), left);
            HealthResult.State state = seen.finding().state();
            worst = worst.or(state);
            ready &= !(probe.essential() && state == HealthResult.State.DOWN);
            components.put(probe.name(), shape(seen, details));
        }
        return new Picture(worst, ready, components);
    }

    private static Map<String, Object> shape(TimedHealthCheck.Seen seen, boolean details) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("status", seen.finding().state().wire());
        shape.put("latency_ms", Math.round(seen.nanos() / 10_000.0) / 100.0);
        if (details) {
            shape.putAll(seen.finding().figures());
        }
        return shape;
    }
}
