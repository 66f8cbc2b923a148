package handcar;

import handcar.config.Config;
import handcar.db.Database;
import handcar.net.Guard;
import handcar.net.NetSettings;
import handcar.net.NetSettings.BreakerRule;
import handcar.net.Outgoing;
import handcar.net.Retries;
import handcar.ops.Metrics;
import handcar.work.Bells;
import handcar.work.Jobs;

/// What every room stands on.
record Ground(
        Config config, Database db, Bells bells, Jobs jobs, Outgoing outgoing, Metrics metrics) {
    static Ground of(Config config, Database db, Metrics metrics) {
        Bells bells = new Bells(db);
        return new Ground(
                config,
                db,
                bells,
                new Jobs(db, bells),
                new Outgoing(
                        net(config.resilience()),
                        Guard.publicOnly(),
                        Guard.publicAnd(config.security().trustedHosts()),
                        metrics.calls()),
                metrics);
    }

    /// How patient the way out is, as configured.
    static NetSettings net(Config.Resilience config) {
        return NetSettings.defaults()
                .with(new Retries(config.retryAttempts(), config.retryInitial(), config.retryMax()))
                .with(new BreakerRule(config.breakerThreshold(), config.breakerReset()));
    }
}
