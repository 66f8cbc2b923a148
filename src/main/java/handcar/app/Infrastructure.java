package handcar.app;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.Config;
import handcar.config.Logging;
import handcar.db.Database;
import handcar.db.DatabaseWait;
import handcar.db.Migrations;
import handcar.http.RateLimiter;
import handcar.http.SlidingWindowRateLimiter;
import handcar.jobs.JobQueue;
import handcar.jobs.NotificationBus;
import handcar.jobs.SuspendMonitor;
import handcar.media.MediaLimits;
import handcar.media.MediaLinks;
import handcar.media.MediaStore;
import handcar.net.AddressGuard;
import handcar.net.HttpClient;
import handcar.net.HttpClientSettings;
import handcar.net.HttpClientSettings.BreakerRule;
import handcar.net.TrustedHosts;
import handcar.ops.metrics.Metrics;
import handcar.redis.RedisClient;
import handcar.redis.RedisRateLimiter;
import handcar.time.RetrySchedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// What every module is built on.
///
/// @param connection the first connection to the database, made while the modules are built; both take about 50 ms
record Infrastructure(
        Config config,
        Metrics metrics,
        DatabaseSetup storage,
        NotificationBus notifications,
        JobQueue jobs,
        HttpClient outgoing,
        HttpClient subscribers,
        Optional<RedisClient> redis,
        SuspendMonitor suspendMonitor,
        FutureTask<Boolean> connection)
        implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Infrastructure.class.getName());

    static Infrastructure open(Config config, Metrics metrics) {
        DatabaseSetup storage = DatabaseSetup.open(config, metrics.registry());
        NotificationBus notifications = new NotificationBus(storage.db());
        TrustedHosts trusted = config.security().trustedHosts();
        HttpClient outgoing = client(config, trusted, metrics);
        HttpClient subscribers = client(config, trusted.typed(), metrics);
        FutureTask<Boolean> connection =
                new FutureTask<>(() -> connect(storage, notifications), true);
        Thread.ofVirtual().name("first connection").start(connection);
        return new Infrastructure(
                config,
                metrics,
                storage,
                notifications,
                new JobQueue(storage.db(), notifications),
                outgoing,
                subscribers,
                config.storage().redisUrl().map(RedisClient::new),
                new SuspendMonitor(storage.db(), notifications),
                connection);
    }

    private static HttpClient client(Config config, TrustedHosts trusted, Metrics metrics) {
        return new HttpClient(
                net(config.resilience()),
                AddressGuard.publicOnly(),
                AddressGuard.publicAnd(trusted),
                metrics.calls());
    }

    private static void connect(DatabaseSetup storage, NotificationBus notifications) {
        DatabaseWait.with(
                notifications::connect,
                storage.where(),
                line -> LOG.log(Level.WARNING, "database.waiting reason=" + Logging.quoted(line)));
    }

    /// The configured retries and circuit breaker of outgoing calls.
    static HttpClientSettings net(Config.Resilience config) {
        return HttpClientSettings.defaults()
                .with(
                        RetrySchedule.doubling(config.retryInitial(), config.retryMax())
                                .attempts(config.retryAttempts()))
                .with(new BreakerRule(config.breakerThreshold(), config.breakerReset()));
    }

    Database db() {
        return storage.db();
    }

    /// Encrypts secrets in the database.
    SecretEncryption encryption() {
        return new SecretEncryption(
                config.security().encryptionKey(), config.security().formerEncryptionKeys());
    }

    /// The files of messages.
    MediaStore media() {
        Config.Media media = config.media();
        return new MediaStore(
                db(),
                MediaLimits.of(media.maxMegabytes(), media.days())
                        .daily(media.filesPerContact(), media.megabytesPerContact()));
    }

    /// Addresses where providers fetch files.
    MediaLinks mediaLinks() {
        return new MediaLinks(config.security().signing(), config.server().publicUrl());
    }

    /// Limits the requests of one caller in a minute; all replicas count together when there is a Redis.
    RateLimiter requestsPerMinute() {
        int perMinute = config.limits().requestsPerMinute();
        RateLimiter own = new SlidingWindowRateLimiter(perMinute, Duration.ofMinutes(1));
        return redis.<RateLimiter>map(shared -> new RedisRateLimiter(shared, own, perMinute))
                .orElse(own);
    }

    /// Waits for the database, however long it takes; throws `IllegalStateException` when waiting does not help.
    void connect() throws InterruptedException {
        try {
            boolean _ = connection.get();
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new IllegalStateException(cause.getMessage(), cause);
        }
    }

    void migrate() {
        new Migrations(db().source())
                .up()
                .forEach(name -> LOG.log(Level.INFO, "migration.applied name=" + name));
    }

    /// Starts to listen for notifications and to watch for suspends of the process.
    void listen() {
        notifications.start();
        suspendMonitor.start();
    }

    @Override
    public void close() {
        suspendMonitor.close();
        notifications.close();
        outgoing.close();
        subscribers.close();
        redis.ifPresent(RedisClient::close);
        storage.close();
    }
}
