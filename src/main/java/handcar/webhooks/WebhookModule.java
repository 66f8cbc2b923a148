package handcar.webhooks;

import handcar.audit.AuditLog;
import handcar.auth.Auth;
import handcar.auth.SecretEncryption;
import handcar.chat.Conversations;
import handcar.db.Database;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.net.HttpClient;

import java.time.Duration;
import java.util.Set;

/// All that tells other programs what happens: the routes, and the job that tells.
public final class WebhookModule {
    /// The job kind of [#job].
    public static final String JOB = WebhookDeliveries.JOB;

    /// So many are told at once; one that is slow holds a seat for twenty seconds.
    public static final int SEATS = 8;

    /// A post takes twenty seconds at most.
    public static final Duration LEASE = Duration.ofMinutes(1);

    private final Database db;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final SubscriptionStore store;
    private final WebhookDeliveries posts;
    private final WebhookPayloads payloads;
    private final WebhookClient client;

    /// @param trustedHosts private hosts that may be told all the same
    /// @param httpsOnly whether public hosts are told over https alone
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

    /// What staff can do with them.
    public SubscriptionRoutes routes(Auth auth) {
        return new SubscriptionRoutes(auth, db, audit, store, posts, client);
    }

    /// Tells one subscription of one event.
    public JobHandler job() {
        return new WebhookDeliveryJob(db, jobs, audit, store, posts, payloads, client);
    }

    /// Seals with the current key what former ones sealed; how many subscriptions.
    public int reseal() {
        return db.tx(store::reseal);
    }
}
