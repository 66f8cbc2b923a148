package handcar.ops.health;

import handcar.db.Database;
import handcar.jobs.JobQueue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks at what lies in the database: itself, and the job queues.
public final class DatabaseHealth {
    private DatabaseHealth() {}

    /// The database answers; without it nothing does.
    public static HealthCheck database(Database db) {
        return HealthCheck.essential(
                "database",
                () ->
                        db.named("ops.ping")
                                .only(
                                        row -> {
                                            Map<String, Object> figures = new LinkedHashMap<>();
                                            figures.put("version", row.text("version"));
                                            figures.put(
                                                    "pgvector",
                                                    row.findText("pgvector").orElse(null));
                                            figures.put("pool", pool(db.usage()));
                                            return HealthResult.ok(figures);
                                        }));
    }

    /// Depth, oldest age and dead letters of every kind of job.
    public static HealthCheck jobs(JobQueue jobs) {
        return HealthCheck.helpful(
                "jobs", () -> HealthResult.ok(Map.of("queues", queues(jobs.depths()))));
    }

    private static Map<String, Object> pool(Database.Usage usage) {
        return Map.of("active", usage.active(), "idle", usage.idle(), "max", usage.most());
    }

    private static Map<String, Object> queues(List<JobQueue.Depth> depths) {
        Map<String, Object> queues = new LinkedHashMap<>();
        for (JobQueue.Depth depth : depths) {
            queues.put(
                    depth.kind(),
                    Map.of(
                            "waiting", depth.waiting(),
                            "running", depth.running(),
                            "dead", depth.dead(),
                            "oldest_seconds", depth.oldestSeconds()));
        }
        return queues;
    }
}
