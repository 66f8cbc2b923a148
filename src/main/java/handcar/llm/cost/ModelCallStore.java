package handcar.llm.cost;

import module java.base;

import handcar.db.Db;
import handcar.text.TextSanitizer;

import org.jspecify.annotations.Nullable;

/// The rows of `model_calls`, and the sums of each API key.
public final class ModelCallStore {
    /// What callers may name a model; longer is not a name.
    private static final int LONGEST_MODEL = 200;

    private final Db db;

    public ModelCallStore(Db db) {
        this.db = db;
    }

    /// Writes many calls at once, all or none.
    public void recordAll(List<ModelCall> calls) {
        db.named("llm.record-calls")
                .with("ids", column(calls, UUID[]::new, ModelCall::id))
                .with("ats", column(calls, Long[]::new, call -> call.at().toEpochMilli()))
                .with("providers", column(calls, String[]::new, ModelCall::provider))
                .with("models", column(calls, String[]::new, call -> named(call.model())))
                .with("purposes", column(calls, String[]::new, call -> call.origin().purpose()))
                .with("conversations", ids(calls, call -> call.origin().conversation()))
                .with("agents", ids(calls, call -> call.origin().agent()))
                .with("keys", ids(calls, call -> call.origin().apiKey()))
                .with("inputs", column(calls, Long[]::new, call -> call.usage().inputTokens()))
                .with("outputs", column(calls, Long[]::new, call -> call.usage().outputTokens()))
                .with("cached", column(calls, Long[]::new, call -> call.usage().cachedTokens()))
                .with("writes", column(calls, Long[]::new, call -> call.usage().cacheWriteTokens()))
                .with("reasons", column(calls, Long[]::new, call -> call.usage().reasoningTokens()))
                .with("estimates", column(calls, Boolean[]::new, call -> call.usage().estimated()))
                .with("costs", column(calls, Long[]::new, ModelCallStore::cost))
                .with("latencies", column(calls, Long[]::new, call -> call.latency().toMillis()))
                .with("outcomes", column(calls, String[]::new, ModelCall::outcome))
                .change();
    }

    /// What the calls of a key used and cost in a time, by day.
    public List<Map<String, Object>> usage(UUID key, Instant from, Instant to) {
        return db.named("llm.key-usage")
                .with("key", key)
                .with("from", from)
                .with("to", to)
                .list(ModelUsage::json);
    }

    private static <T> T[] column(
            List<ModelCall> calls, IntFunction<T[]> array, Function<ModelCall, @Nullable T> value) {
        return calls.stream().map(value).toArray(array);
    }

    private static UUID[] ids(List<ModelCall> calls, Function<ModelCall, Optional<UUID>> id) {
        return column(calls, UUID[]::new, call -> id.apply(call).orElse(null));
    }

    private static @Nullable Long cost(ModelCall call) {
        return call.costPicoUsd().isPresent() ? call.costPicoUsd().getAsLong() : null;
    }

    /// As the database takes it: the name may be one that a provider gave.
    static String named(String model) {
        return TextSanitizer.cleaned(model.substring(0, Math.min(LONGEST_MODEL, model.length())));
    }
}
