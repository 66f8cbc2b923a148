package handcar.ops.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/// The steps of the start, filled by the composition root and read by the health URLs. Ready when all are done and the
/// server is not on its way out.
public final class StartupSteps {
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private boolean draining;

    /// Asked with every request.
    private volatile boolean started;

    private enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    private record Step(State state, long since, long millis) {}

    /// The steps in their order.
    public StartupSteps(String... names) {
        for (String name : names) {
            steps.put(name, new Step(State.WAITING, 0, 0));
        }
    }

    /// Runs one step and notes how it went; what it throws goes on.
    public <T> T step(String name, Callable<T> work) throws Exception {
        begin(name);
        boolean done = false;
        try {
            T result = work.call();
            done = true;
            return result;
        } finally {
            settle(name, done ? State.DONE : State.FAILED);
        }
    }

    /// The step is under way.
    public void begin(String name) {
        put(name, new Step(State.RUNNING, System.nanoTime(), 0));
    }

    /// The step is done.
    public void done(String name) {
        settle(name, State.DONE);
    }

    /// The step did not work; the start is over unless it is begun again.
    public void failed(String name) {
        settle(name, State.FAILED);
    }

    /// The server is on its way out: no new work, please.
    public synchronized void drain() {
        draining = true;
    }

    synchronized boolean draining() {
        return draining;
    }

    /// Whether every step is done.
    public boolean started() {
        return started;
    }

    synchronized List<Map<String, Object>> shape() {
        List<Map<String, Object>> all = new ArrayList<>();
        steps.forEach(
                (name, step) -> {
                    Map<String, Object> shape = new LinkedHashMap<>();
                    shape.put("name", name);
                    shape.put("state", step.state().name().toLowerCase(Locale.ROOT));
                    shape.put(
                            "ms",
                            step.state() == State.RUNNING ? since(step.since()) : step.millis());
                    all.add(shape);
                });
        return all;
    }

    private synchronized void settle(String name, State state) {
        Step step = steps.getOrDefault(name, new Step(State.WAITING, System.nanoTime(), 0));
        long begun = step.since() == 0 ? System.nanoTime() : step.since();
        put(name, new Step(state, begun, since(begun)));
    }

    private synchronized void put(String name, Step step) {
        if (!steps.containsKey(name)) {
            throw new IllegalArgumentException("the start has no step " + name);
        }
        steps.put(name, step);
        started = steps.values().stream().allMatch(each -> each.state() == State.DONE);
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
