package handcar.channel;

import handcar.chat.Conversations;
import handcar.chat.Postmarks;
import handcar.db.Database;
import handcar.work.Bells;
import handcar.work.Handler;
import handcar.work.Job;
import handcar.work.Outcome;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/// Carries the outbox of one account: the job's subject is `<channel>/<account>`, so of all processes one at a time does it.
public final class DeliveryJob implements Handler, AutoCloseable {
    /// Accounts that are served at once.
    public static final int SEATS = 8;

    /// Longer than a run with what is in flight at its end and its writing down.
    public static final Duration LEASE = Duration.ofSeconds(60);

    /// The database was away, or something of ours broke.
    private static final Duration TROUBLE = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(DeliveryJob.class.getName());

    private final DeliveryRun.Parts parts;
    private final Map<String, Pace> paces = new ConcurrentHashMap<>();
    private final Set<Semaphore> runs = ConcurrentHashMap.newKeySet();
    private final Bells.Subscription subscription;
    private volatile boolean open = true;

    public DeliveryJob(
            Database db,
            Bells bells,
            Accounts accounts,
            Conversations conversations,
            Postmarks postmarks,
            SendMeter meter) {
        this(db, bells, accounts, conversations, postmarks, meter, Timing.USUAL);
    }

    DeliveryJob(
            Database db,
            Bells bells,
            Accounts accounts,
            Conversations conversations,
            Postmarks postmarks,
            SendMeter meter,
            Timing timing) {
        DeliveryStore store = new DeliveryStore(db);
        Settling settling = new Settling(store, postmarks, conversations);
        this.parts =
                new DeliveryRun.Parts(
                        store,
                        new Claims(db, store, new Withdrawal(store, postmarks), settling),
                        new Endings(db, store, settling, meter, timing),
                        accounts,
                        timing);
        this.subscription =
                bells.on(
                        "jobs",
                        topic -> {
                            if (topic.equals("jobs:" + Deliveries.KIND)) {
                                runs.forEach(Semaphore::release);
                            }
                        });
    }

    /// Whatever goes wrong, the account is tried again: no part is lost by it, and none is sent twice.
    @Override
    public Outcome run(Job job) {
        String subject = job.subject().orElseThrow();
        int slash = subject.indexOf('/');
        Semaphore bell = new Semaphore(0);
        runs.add(bell);
        try {
            paces.values().removeIf(Pace::isIdle);
            return new DeliveryRun(
                            parts,
                            subject.substring(0, slash),
                            subject.substring(slash + 1),
                            paces.computeIfAbsent(subject, _ -> new Pace()),
                            bell,
                            () -> open)
                    .run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "The outbox of " + subject + " cannot be carried", e);
            return new Outcome.Again(TROUBLE);
        } finally {
            runs.remove(bell);
        }
    }

    /// Takes nothing more; what is in flight ends.
    @Override
    public void close() {
        open = false;
        subscription.stop();
        runs.forEach(Semaphore::release);
    }
}
