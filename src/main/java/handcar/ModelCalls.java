package handcar;

import handcar.config.Config;
import handcar.gateway.Daybook;
import handcar.gateway.Embedder;
import handcar.gateway.Embeddings;
import handcar.gateway.Gateway;
import handcar.gateway.GatewayStore;
import handcar.gateway.Ledger;
import handcar.gateway.Models;
import handcar.gateway.Quoting;
import handcar.gateway.Spending;
import handcar.http.RateLimit;
import handcar.redis.Redis;

import java.util.Optional;

/// The models the house calls, for itself and for programs that ask it to, and what each call cost.
final class ModelCalls implements AutoCloseable {
    private final Ground ground;
    private final Spending spending;
    private final Daybook daybook;
    private final Models models;
    private final Optional<Embedder> embedder;

    ModelCalls(Ground ground) {
        this.ground = ground;
        GatewayStore calls = new GatewayStore(ground.db());
        this.spending = new Spending(calls::spent);
        this.daybook =
                new Daybook(
                        page -> {
                            calls.recordAll(page);
                            spending.written(page);
                        });
        Ledger ledger = calls.and(ground.metrics().ledger());
        Config.Models config = ground.config().models();
        this.models = new Models(config, ground.outgoing(), ledger);
        this.embedder = Embeddings.of(config, ground.outgoing(), ledger);
    }

    Models models() {
        return models;
    }

    /// Turns text into vectors, if a model for it is configured.
    Optional<Embedder> embedder() {
        return embedder;
    }

    /// What programs call.
    ///
    /// @param redis where answers are kept for all replicas
    /// @param perMinute how often a key may ask
    Gateway gateway(Quoting library, Optional<Redis> redis, RateLimit perMinute) {
        return new Gateway(
                ground.config(),
                ground.outgoing(),
                library,
                redis,
                perMinute,
                spending,
                ground.metrics()::cacheLook,
                daybook.and(ground.metrics().ledger()));
    }

    @Override
    public void close() {
        daybook.close();
    }
}
