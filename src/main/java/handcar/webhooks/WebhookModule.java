package handcar.webhooks;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.SecretEncryption;
import handcar.chat.Conversations;
import handcar.db.Database;
import handcar.jobs.JobQueue;
import handcar.jobs.JobSpec;
import handcar.net.HttpClient;
import handcar.net.TrustedHosts;

/// Wires outgoing webhooks.
///
/// @param routes the routes of subscriptions
/// @param job delivers one event to one subscription
/// @param reseal encrypts again with the current key what former keys encrypted, and returns the number of subscriptions
public record WebhookModule(SubscriptionRoutes routes, JobSpec job, IntSupplier reseal) {
    /// A slow receiver takes up to 20 s.
    private static final int CONCURRENCY = 8;

    /// Longer than the 20 s a delivery may take.
    private static final Duration LEASE = Duration.ofMinutes(1);

    /// @param trustedHosts private hosts that may be called nevertheless
    /// @param httpsOnly whether public hosts must be called over https
    public static WebhookModule of(
            Auth auth,
            Database db,
            JobQueue jobs,
            AuditLog audit,
            SecretEncryption encryption,
            Conversations conversations,
            HttpClient httpClient,
            TrustedHosts trustedHosts,
            boolean httpsOnly) {
        SubscriptionStore store = new SubscriptionStore(db, encryption);
        WebhookDeliveries posts = new WebhookDeliveries(db, jobs);
        WebhookPayloads payloads = new WebhookPayloads(conversations);
        WebhookClient client = new WebhookClient(httpClient, trustedHosts, httpsOnly);
        return new WebhookModule(
                new SubscriptionRoutes(auth, db, audit, store, posts, client),
                JobSpec.of(
                        WebhookDeliveries.JOB,
                        CONCURRENCY,
                        LEASE,
                        new WebhookDeliveryJob(db, jobs, audit, store, posts, payloads, client)),
                () -> db.tx(store::reseal));
    }
}
