package handcar.llm.cost;

/// Receives the record of every model call: the table `model_calls`, the metrics, the budgets.
@FunctionalInterface
public interface CallLog {
    void record(ModelCall call);

    /// Records in this log and then in another.
    default CallLog and(CallLog other) {
        return call -> {
            record(call);
            other.record(call);
        };
    }
}
