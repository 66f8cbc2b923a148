package handcar.llm.cost;

/// Hears of every call of a provider: the table of costs, and the metrics.
@FunctionalInterface
public interface CallLog {
    void record(ModelCall call);

    /// This one and then another.
    default CallLog and(CallLog other) {
        return call -> {
            record(call);
            other.record(call);
        };
    }
}
