package handcar.app;

import handcar.config.Config;
import handcar.db.Database;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.net.AddressGuard;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.HttpClientSettings.BreakerRule;
import handcar.ops.metrics.Metrics;
import handcar.time.RetrySchedule;

/// What every room stands on.
record Infrastructure(
        Config config,
        Database db,
        NotificationBus bells,
        JobQueue jobs,
        HttpClient outgoing,
        Metrics metrics) {
    static Infrastructure of(Config config, Database db, Metrics metrics) {
        NotificationBus notifications = new NotificationBus(db);
        return new Infrastructure(
                config,
                db,
                notifications,
                new JobQueue(db, notifications),
                new HttpClient(
                        net(config.resilience()),
                        AddressGuard.publicOnly(),
                        AddressGuard.publicAnd(config.security().trustedHosts()),
                        metrics.calls()),
                metrics);
    }

    /// How patient the way out is, as configured.
    static HttpClientSettings net(Config.Resilience config) {
        return HttpClientSettings.defaults()
                .with(
                        RetrySchedule.doubling(config.retryInitial(), config.retryMax())
                                .attempts(config.retryAttempts()))
                .with(new BreakerRule(config.breakerThreshold(), config.breakerReset()));
    }
}
