package handcar.app;

import handcar.config.Config;
import handcar.db.Database;
import handcar.db.DatabaseWait;
import handcar.db.Migrations;
import handcar.http.RateLimiter;
import handcar.http.TokenBucketRateLimiter;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.jobs.SuspendMonitor;
import handcar.net.AddressGuard;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.HttpClientSettings.BreakerRule;
import handcar.ops.metrics.Metrics;
import handcar.redis.RedisClient;
import handcar.redis.RedisRateLimiter;
import handcar.time.RetrySchedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// What every room stands on: the settings, the database, jobs, the way out to the network, Redis where there is one.
final class Infrastructure implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Infrastructure.class.getName());

    private final Config config;
    private final Metrics metrics;
    private final DatabaseSetup storage;
    private final NotificationBus bells;
    private final JobQueue jobs;
    private final HttpClient httpClient;
    private final Optional<RedisClient> redis;
    private final SuspendMonitor suspendMonitor;

    /// The first connection is made while the rooms are built: both take some 50 ms.
    private final FutureTask<Boolean> connection = new FutureTask<>(this::reach);

    Infrastructure(Config config, Metrics metrics) {
        this.config = config;
        this.metrics = metrics;
        this.storage = DatabaseSetup.open(config, metrics.registry());
        this.bells = new NotificationBus(storage.db());
        this.jobs = new JobQueue(storage.db(), bells);
        this.httpClient =
                new HttpClient(
                        net(config.resilience()),
                        AddressGuard.publicOnly(),
                        AddressGuard.publicAnd(config.security().trustedHosts()),
                        metrics.calls());
        this.redis = config.storage().redisUrl().map(RedisClient::new);
        this.suspendMonitor = new SuspendMonitor(storage.db(), bells);
        Thread.ofVirtual().name("first connection").start(connection);
    }

    /// How patient outgoing calls are, as configured.
    static HttpClientSettings net(Config.Resilience config) {
        return HttpClientSettings.defaults()
                .with(
                        RetrySchedule.doubling(config.retryInitial(), config.retryMax())
                                .attempts(config.retryAttempts()))
                .with(new BreakerRule(config.breakerThreshold(), config.breakerReset()));
    }

    Config config() {
        return config;
    }

    Metrics metrics() {
        return metrics;
    }

    Database db() {
        return storage.db();
    }

    NotificationBus bells() {
        return bells;
    }

    JobQueue jobs() {
        return jobs;
    }

    HttpClient outgoing() {
        return httpClient;
    }

    Optional<RedisClient> redis() {
        return redis;
    }

    /// A limit of requests of one caller in a minute, counted by all replicas together when there is a Redis.
    RateLimiter requestsPerMinute() {
        int perMinute = config.limits().requestsPerMinute();
        RateLimiter own = new TokenBucketRateLimiter(perMinute, Duration.ofMinutes(1));
        return redis.<RateLimiter>map(shared -> new RedisRateLimiter(shared, own, perMinute))
                .orElse(own);
    }

    /// Waits for the database, as long as it takes; `IllegalStateException` when waiting does not help.
    void connect() throws InterruptedException {
        try {
            boolean _ = connection.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private boolean reach() {
        DatabaseWait.with(bells::connect, storage.where(), line -> LOG.log(Level.WARNING, line));
        return true;
    }

    void migrate() {
        new Migrations(db().source())
                .up()
                .forEach(name -> LOG.log(Level.INFO, "migration.applied name=" + name));
    }

    /// Takes over what dead processes left, and hears notifications from now on.
    void listen() {
        bells.start();
        suspendMonitor.start();
    }

    @Override
    public void close() {
        suspendMonitor.close();
        bells.close();
        httpClient.close();
        redis.ifPresent(RedisClient::close);
        storage.close();
    }
}
