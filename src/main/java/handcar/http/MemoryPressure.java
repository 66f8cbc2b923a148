package handcar.http;

/// How short of memory the server is.
public enum MemoryPressure {
    NONE,
    /// New visitors, uploads and programs are asked to come again.
    TIGHT,
    /// Only health checks and metrics are answered.
    DIRE;

    /// Tells the pressure at this moment. It is called with every request, so it must only read a field.
    @FunctionalInterface
    public interface Gauge {
        MemoryPressure now();
    }
}
