package handcar.ops.health;

import module java.base;

/// The steps of the start, run by the composition root and shown by `/health/startup`. The server is ready when all are
/// done and it does not stop.
public final class StartupSteps {
    private final Map<String, Step> steps = new LinkedHashMap<>();
    private volatile boolean draining;

    /// Read with every request.
    private volatile boolean started;

    private enum State {
        WAITING,
        RUNNING,
        DONE,
        FAILED
    }

    /// @param since when it began, in `nanoTime`
    private record Step(State state, long since, long millis) {}

    /// Does one step of the start.
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    /// The steps in their order.
    public StartupSteps(String... names) {
        for (String name : names) {
            steps.put(name, new Step(State.WAITING, 0, 0));
        }
    }

    /// Runs one step and records how it went; throws what the step throws.
    public void run(String name, Work work) throws Exception {
        long begun = System.nanoTime();
        put(name, new Step(State.RUNNING, begun, 0));
        State end = State.FAILED;
        try {
            work.run();
            end = State.DONE;
        } finally {
            put(name, new Step(end, begun, millisSince(begun)));
        }
    }

    /// From now on the server is not ready, because it stops.
    public void drain() {
        draining = true;
    }

    boolean draining() {
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
                    boolean running = step.state() == State.RUNNING;
                    Map<String, Object> shape = new LinkedHashMap<>();
                    shape.put("name", name);
                    shape.put("state", step.state().name().toLowerCase(Locale.ROOT));
                    shape.put("ms", running ? millisSince(step.since()) : step.millis());
                    all.add(shape);
                });
        return all;
    }

    private synchronized void put(String name, Step step) {
        if (steps.replace(name, step) == null) {
            throw new IllegalArgumentException("the start has no step " + name);
        }
        started = steps.values().stream().allMatch(each -> each.state() == State.DONE);
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
