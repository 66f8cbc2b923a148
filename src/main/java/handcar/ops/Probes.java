package handcar.ops;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// All probes: looked through at once, none waited for longer than two seconds.
public final class Probes {
    /// Of the contract; hosts ask again after five to ten seconds.
    private static final Duration LONGEST = Duration.ofSeconds(2);

    private final List<Watch> watches;
    private final Duration longest;

    public Probes(List<Probe> probes) {
        this(probes, LONGEST);
    }

    Probes(List<Probe> probes, Duration longest) {
        this.watches = probes.stream().map(Watch::new).toList();
        this.longest = longest;
    }

    /// What was found, by component, and the worst of it.
    record Picture(Finding.State worst, boolean ready, Map<String, Object> components) {}

    /// Looks at the components that fit.
    ///
    /// @param details whether to show the figures besides status and latency
    Picture look(Predicate<Probe> which, boolean details) {
        List<Watch> asked = watches.stream().filter(w -> which.test(w.probe())).toList();
        long deadline = System.nanoTime() + longest.toNanos();
        List<Object> begun = new ArrayList<>();
        asked.forEach(watch -> begun.add(watch.begin()));
        Finding.State worst = Finding.State.OK;
        boolean ready = true;
        Map<String, Object> components = new LinkedHashMap<>();
        for (int i = 0; i < asked.size(); i++) {
            Probe probe = asked.get(i).probe();
            Watch.Seen seen = asked.get(i).await(begun.get(i), deadline);
            Finding.State state = seen.finding().state();
            worst = worst.or(state);
            ready &= !(probe.essential() && state == Finding.State.DOWN);
            components.put(probe.name(), shape(seen, details));
        }
        return new Picture(worst, ready, components);
    }

    private static Map<String, Object> shape(Watch.Seen seen, boolean details) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("status", seen.finding().state().wire());
        shape.put("latency_ms", Math.round(seen.nanos() / 10_000.0) / 100.0);
        if (details) {
            shape.putAll(seen.finding().figures());
        }
        return shape;
    }
}
