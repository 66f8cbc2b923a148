package handcar.gateway;

/// Hears of every call of a provider: the table of costs, and the metrics.
@FunctionalInterface
public interface Ledger {
    void record(ModelCall call);

    /// This one and then another.
    default Ledger and(Ledger other) {
        return call -> {
            record(call);
            other.record(call);
        };
    }
}
