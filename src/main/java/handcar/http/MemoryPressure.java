package handcar.http;

/// How short of memory the server is.
public enum MemoryPressure {
    NONE(0),
    /// New visitors, uploads and programs are asked to come again.
    TIGHT(1),
    /// Only health checks and metrics are answered.
    DIRE(2);

    private final int level;

    MemoryPressure(int level) {
        this.level = level;
    }

    /// The value of the metric `memory_strain`.
    public int level() {
        return level;
    }

    /// Tells the pressure at this moment. It is called with every request, so it must only read a field.
    @FunctionalInterface
    public interface Gauge {
        MemoryPressure now();
    }
}
