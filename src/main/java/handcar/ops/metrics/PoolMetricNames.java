package handcar.ops.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;

/// Gives the pool's own meters names that say what they measure rather than who made the pool.
final class PoolMetricNames implements MeterFilter {
    private static final String POOL = "hikaricp.connections";

    @Override
    public Meter.Id map(Meter.Id id) {
        return id.getName().startsWith(POOL)
                ? id.withName("db.pool.connections" + id.getName().substring(POOL.length()))
                : id;
    }
}
