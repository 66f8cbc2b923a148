package handcar.channel.events;

import handcar.account.Audit;
import handcar.account.Door;
import handcar.account.Sealing;
import handcar.chat.Conversations;
import handcar.db.Database;
import handcar.net.Outgoing;
import handcar.work.Handler;
import handcar.work.Jobs;

import java.time.Duration;
import java.util.Set;

/// All that tells other programs what happens: the routes, and the job that tells.
public final class Subscriptions {
    /// The job kind of [#job].
    public static final String JOB = Posts.JOB;

    /// So many are told at once; one that is slow holds a seat for twenty seconds.
    public static final int SEATS = 8;

    /// A post takes twenty seconds at most.
    public static final Duration LEASE = Duration.ofMinutes(1);

    private final Database db;
    private final Jobs jobs;
    private final Audit audit;
    private final SubscriptionStore store;
    private final Posts posts;
    private final Payloads payloads;
    private final Courier courier;

    /// @param trustedHosts private hosts that may be told all the same
    /// @param httpsOnly whether public hosts are told over https alone
    public Subscriptions(
            Database db,
            Jobs jobs,
            Audit audit,
            Sealing sealing,
            Conversations conversations,
            Outgoing outgoing,
            Set<String> trustedHosts,
            boolean httpsOnly) {
        this.db = db;
        this.jobs = jobs;
        this.audit = audit;
        this.store = new SubscriptionStore(db, sealing);
        this.posts = new Posts(db, jobs);
        this.payloads = new Payloads(conversations);
        this.courier = new Courier(outgoing, trustedHosts, httpsOnly);
    }

    /// What staff can do with them.
    public SubscriptionRoutes routes(Door door) {
        return new SubscriptionRoutes(door, db, audit, store, posts, courier);
    }

    /// Tells one subscription of one event.
    public Handler job() {
        return new PostJob(db, jobs, audit, store, posts, payloads, courier);
    }

    /// Seals with the current key what former ones sealed; how many subscriptions.
    public int reseal() {
        return db.tx(store::reseal);
    }
}
