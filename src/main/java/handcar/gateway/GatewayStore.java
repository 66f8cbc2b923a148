package handcar.gateway;

import handcar.db.Db;
import handcar.db.Ids;

/// Keeps the ledger in `model_calls`.
public final class GatewayStore implements Ledger {
    /// What callers may name a model; longer is not a name.
    private static final int LONGEST_MODEL = 200;

    private final Db db;

    public GatewayStore(Db db) {
        this.db = db;
    }

    @Override
    public void record(ModelCall call) {
        String model = call.model();
        db.named("gateway.record-call")
                .with("id", Ids.next())
                .with("at", call.at())
                .with("provider", call.provider())
                .with("model", model.substring(0, Math.min(LONGEST_MODEL, model.length())))
                .with("purpose", call.purpose())
                .with("conversation", call.conversation().orElse(null))
                .with("agent", call.agent().orElse(null))
                .with("input_tokens", call.usage().inputTokens())
                .with("output_tokens", call.usage().outputTokens())
                .with("estimated", call.usage().estimated())
                .with(
                        "cost",
                        call.costMicroUsd().isPresent() ? call.costMicroUsd().getAsLong() : null)
                .with("latency_ms", call.latency().toMillis())
                .with("outcome", call.outcome())
                .change();
    }
}
