package handcar.ops;

import handcar.db.Database;
import handcar.work.Jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Looks at what lies in the database: itself, and the job queues.
public final class DatabaseProbe {
    private DatabaseProbe() {}

    /// The database answers; without it nothing does.
    public static Probe database(Database db) {
        return Probe.essential(
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
                                            return Finding.ok(figures);
                                        }));
    }

    /// Depth, oldest age and dead letters of every kind of job.
    public static Probe jobs(Jobs jobs) {
        return Probe.helpful("jobs", () -> Finding.ok(Map.of("queues", queues(jobs.depths()))));
    }

    private static Map<String, Object> pool(Database.Usage usage) {
        return Map.of("active", usage.active(), "idle", usage.idle(), "max", usage.most());
    }

    private static Map<String, Object> queues(List<Jobs.Depth> depths) {
        Map<String, Object> queues = new LinkedHashMap<>();
        for (Jobs.Depth depth : depths) {
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
