package handcar.ops.health;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// All probes: looked through at once, none waited for longer than two seconds.
public final class HealthChecks {
    /// Of the contract; hosts ask again after five to ten seconds.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final List<TimedHealthCheck> watches;
    private final Duration longest;

    public HealthChecks(List<HealthCheck> probes) {
        this(probes, LONGEST);
    }

    HealthChecks(List<HealthCheck> probes, Duration longest) {
        this.watches = probes.stream().map(TimedHealthCheck::new).toList();
        this.longest = longest;
    }

    /// What was found, by component, and the worst of it.
    record Picture(HealthResult.State worst, boolean ready, Map<String, Object> components) {}

    /// Looks at the components that fit.
    ///
    /// @param details whether to show the figures besides status and latency
    Picture look(Predicate<HealthCheck> which, boolean details) {
        List<TimedHealthCheck> asked = watches.stream().filter(w -> which.test(w.probe())).toList();
        long deadline = System.nanoTime() + longest.toNanos();
        List<Object> begun = new ArrayList<>();
        asked.forEach(watch -> begun.add(watch.begin()));
        HealthResult.State worst = HealthResult.State.OK;
        boolean ready = true;
        Map<String, Object> components = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            HealthCheck probe = asked.get(i).probe();
            TimedHealthCheck.Seen seen = asked.get(i).await(begun.get(i), deadline);
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
