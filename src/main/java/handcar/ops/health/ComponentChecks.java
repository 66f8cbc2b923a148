package handcar.ops.health;

import module java.base;

import handcar.db.Database;
import handcar.jobs.JobQueue;
import handcar.llm.ConfiguredProviders;
import handcar.llm.ModelRouter;
import handcar.llm.ProviderHealth;
import handcar.llm.cost.AnswerBudget;
import handcar.llm.provider.RefusedKey;
import handcar.net.CircuitState;
import handcar.redis.RedisClient;

/// The health checks of this server.
public final class ComponentChecks {
    private ComponentChecks() {}

    /// All of them.
    ///
    /// @param redis where there is one
    public static List<HealthCheck> of(
            Database db,
            JobQueue jobs,
            MemoryMonitor memory,
            ModelRouter models,
            AnswerBudget budget,
            Optional<RedisClient> redis) {
        return Stream.concat(
                        Stream.of(
                                database(db),
                                jobs(jobs),
                                memory.check(),
                                models(models),
                                budget(budget)),
                        redis.map(ComponentChecks::redis).stream())
                .toList();
    }

    /// The database answers; without it nothing works.
    static HealthCheck database(Database db) {
        return HealthCheck.essential(
                "database",
                () -> {
                    Map<String, Object> figures = new LinkedHashMap<>();
                    Optional<String> pgvector =
                            db.named("ops.ping")
                                    .only(
                                            row -> {
                                                figures.put("version", row.text("version"));
                                                return row.findText("pgvector");
                                            });
                    figures.put("pgvector", pgvector.orElse(null));
                    Database.Usage pool = db.usage();
                    figures.put(
                            "pool",
                            Map.of(
                                    "active", pool.active(),
                                    "idle", pool.idle(),
                                    "max", pool.most()));
                    return HealthResult.ok(figures);
                });
    }

    /// Depth, oldest age and dead jobs of every kind.
    static HealthCheck jobs(JobQueue jobs) {
        return HealthCheck.optional(
                "jobs",
                () -> {
                    Map<String, Object> queues = new LinkedHashMap<>();
                    for (JobQueue.Depth depth : jobs.depths()) {
                        queues.put(
                                depth.kind(),
                                Map.of(
                                        "waiting", depth.waiting(),
                                        "running", depth.running(),
                                        "dead", depth.dead(),
                                        "oldest_seconds", depth.oldestSeconds()));
                    }
                    return HealthResult.ok(Map.of("queues", queues));
                });
    }

    /// How the model providers did lately; asks nobody. Degraded while the circuit breaker of a configured provider is
    /// open, or the provider refuses a key: another key, the next provider or the built-in model answers.
    static HealthCheck models(ModelRouter models) {
        return HealthCheck.optional(
                "models",
                () -> {
                    Map<String, Object> figures = new LinkedHashMap<>();
                    ConfiguredProviders.NAMES.forEach(
                            name -> figures.put(name, Map.of("configured", false)));
                    boolean open = false;
                    for (ProviderHealth health : models.health()) {
                        open |=
                                health.breaker() == CircuitState.OPEN
                                        || !health.refusedKeys().isEmpty();
                        figures.put(health.name(), provider(health));
                    }
                    figures.put("built_in", Map.of("configured", true));
                    return open ? HealthResult.degraded(figures) : HealthResult.ok(figures);
                });
    }

    /// What the answers of today cost, of what they may cost. Degraded once a call was not allowed: the built-in model answers, and
    /// people.
    static HealthCheck budget(AnswerBudget budget) {
        return HealthCheck.optional(
                "answer_budget",
                () -> {
                    AnswerBudget.Today today = budget.today();
                    Map<String, Object> figures = BudgetRoutes.json(today);
                    return today.spentAt().isPresent()
                            ? HealthResult.degraded(figures)
                            : HealthResult.ok(figures);
                });
    }

    private static Map<String, Object> provider(ProviderHealth health) {
        Map<String, Object> shape = new LinkedHashMap<>();
        shape.put("configured", true);
        shape.put("status", health.status());
        shape.put("refused_keys", health.refusedKeys().stream().map(RefusedKey::number).toList());
        shape.put("model", health.model());
        shape.put("breaker", health.breaker().label());
        shape.put("last_success", health.lastSuccess().map(Instant::toString).orElse(null));
        shape.put("last_error", health.lastError().orElse(null));
        shape.put("last_error_at", health.lastErrorAt().map(Instant::toString).orElse(null));
        return shape;
    }

    /// Redis answers; without it limits and cached answers stay within each replica.
    static HealthCheck redis(RedisClient redis) {
        return HealthCheck.optional(
                "redis",
                () -> {
                    redis.ping();
                    return HealthResult.ok(Map.of());
                });
    }
}
