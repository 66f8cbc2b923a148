package handcar.llm;

import handcar.db.Db;
import handcar.db.UuidV7;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/// Keeps the ledger in `model_calls`.
public final class ModelCallStore implements CallLog {
    /// What callers may name a model; longer is not a name.
    private static final int LONGEST_MODEL = 200;

    private final Db db;

    public ModelCallStore(Db db) {
        this.db = db;
    }

    @Override
    public void record(ModelCall call) {
        db.named("llm.record-call")
                .with("id", UuidV7.next())
                .with("at", call.at())
                .with("provider", call.provider())
                .with("model", named(call.model()))
                .with("purpose", call.purpose())
                .with("conversation", call.conversation().orElse(null))
                .with("agent", call.agent().orElse(null))
                .with("input_tokens", call.usage().inputTokens())
                .with("output_tokens", call.usage().outputTokens())
                .with("estimated", call.usage().estimated())
                .with("cost", cost(call))
                .with("latency_ms", call.latency().toMillis())
                .with("outcome", call.outcome())
                .change();
    }

    /// Many calls at once, all or none.
    public void recordAll(List<ModelCall> calls) {
        db.named("llm.record-calls")
                .with("ids", calls.stream().map(_ -> UuidV7.next()).toArray(UUID[]::new))
                .with(
                        "ats",
                        calls.stream().map(call -> call.at().toEpochMilli()).toArray(Long[]::new))
                .with("providers", texts(calls, ModelCall::provider))
                .with("models", texts(calls, call -> named(call.model())))
                .with("purposes", texts(calls, ModelCall::purpose))
                .with(
                        "keys",
                        calls.stream().map(call -> call.apiKey().orElse(null)).toArray(UUID[]::new))
                .with("inputs", numbers(calls, call -> call.usage().inputTokens()))
                .with("outputs", numbers(calls, call -> call.usage().outputTokens()))
                .with(
                        "estimates",
                        calls.stream()
                                .map(call -> call.usage().estimated())
                                .toArray(Boolean[]::new))
                .with("costs", numbers(calls, call -> cost(call)))
                .with("latencies", numbers(calls, call -> call.latency().toMillis()))
                .with("outcomes", texts(calls, ModelCall::outcome))
                .change();
    }

    /// What a key spent so far, in whatever replica.
    public SpendTracker.Spent spent(UUID key) {
        return db.named("llm.find-spending")
                .with("key", key)
                .only(row -> new SpendTracker.Spent(row.number("this_month"), row.number("ever")));
    }

    private static String[] texts(List<ModelCall> calls, Function<ModelCall, String> text) {
        return calls.stream().map(text).toArray(String[]::new);
    }

    private static Long[] numbers(
            List<ModelCall> calls, Function<ModelCall, @Nullable Long> number) {
        return calls.stream().map(number).toArray(Long[]::new);
    }

    private static @Nullable Long cost(ModelCall call) {
        return call.costMicroUsd().isPresent() ? call.costMicroUsd().getAsLong() : null;
    }

    private static String named(String model) {
        return model.substring(0, Math.min(LONGEST_MODEL, model.length()));
    }
}
