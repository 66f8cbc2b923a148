package handcar.webhooks;

import module java.base;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.SecretEncryption;
import handcar.chat.Conversations;
import handcar.db.Database;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.net.HttpClient;

/// Wires outgoing webhooks: the routes, and the delivery job.
public final class WebhookModule {
    /// The job kind of [#job].
    public static final String JOB = WebhookDeliveries.JOB;

    /// How many deliveries run at once; a slow receiver takes up to 20 s.
    public static final int SEATS = 8;

    /// Longer than the 20 s a delivery may take.
    public static final Duration LEASE = Duration.ofMinutes(1);

    private final Database db;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final SubscriptionStore store;
    private final WebhookDeliveries posts;
    private final WebhookPayloads payloads;
    private final WebhookClient client;

    /// @param trustedHosts private hosts that may be called nevertheless
    /// @param httpsOnly whether public hosts must be called over https
    public WebhookModule(
            Database db,
            JobQueue jobs,
            AuditLog audit,
            SecretEncryption encryption,
            Conversations conversations,
            HttpClient httpClient,
            Set<String> trustedHosts,
            boolean httpsOnly) {
        this.db = db;
        this.jobs = jobs;
        this.audit = audit;
        this.store = new SubscriptionStore(db, encryption);
        this.posts = new WebhookDeliveries(db, jobs);
        this.payloads = new WebhookPayloads(conversations);
        this.client = new WebhookClient(httpClient, trustedHosts, httpsOnly);
    }

    /// The routes of subscriptions.
    public SubscriptionRoutes routes(Auth auth) {
        return new SubscriptionRoutes(auth, db, audit, store, posts, client);
    }

    /// The job that delivers one event to one subscription.
    public JobHandler job() {
        return new WebhookDeliveryJob(db, jobs, audit, store, posts, payloads, client);
    }

    /// Encrypts again with the current key what former keys encrypted; returns the number of subscriptions.
    public int reseal() {
        return db.tx(store::reseal);
    }
}
