package handcar.http;

/// How short of memory the server is.
public enum MemoryPressure {
    NONE,
    /// What is new must wait: it is asked to come again.
    TIGHT,
    /// Nothing is taken on but the questions whether we live.
    DIRE;

    /// Tells the strain of this moment. Asked with every request, so it must be no more than the reading of a field.
    @FunctionalInterface
    public interface Gauge {
        MemoryPressure now();
    }
}
