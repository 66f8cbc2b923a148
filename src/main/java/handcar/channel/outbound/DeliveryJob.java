package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccounts;
import handcar.channel.MessageSenders;
import handcar.chat.Conversations;
import handcar.chat.DeliveryStatusWriter;
import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobResult;
import handcar.jobs.NotificationBus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Carries the outbox of one account: the job's subject is `<channel>/<account>`, so of all processes one at a time does it.
public final class DeliveryJob implements JobHandler {
    /// Accounts that are served at once.
    public static final int SEATS = 8;

    /// Longer than a run with what is in flight at its end and its writing down.
    public static final Duration LEASE = Duration.ofSeconds(60);

    /// The database was away, or something of ours broke.
    private static final Duration TROUBLE = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(DeliveryJob.class.getName());

    private final DeliveryLoop.Parts parts;
    private final Map<String, SendRateWindow> paces = new ConcurrentHashMap<>();
    private final Set<Semaphore> runs = ConcurrentHashMap.newKeySet();
    private final NotificationBus.Subscription subscription;
    private volatile boolean open = true;

    /// @param meter told the channel and the outcome of every sending: `sent`, `try_later`, `refused`, `unknown` or `dead`
    public DeliveryJob(
            Database db,
            NotificationBus notifications,
            DeliveryOutbox outbox,
            ChannelAccounts accounts,
            MessageSenders senders,
            Conversations conversations,
            DeliveryStatusWriter deliveryStatus,
            BiConsumer<String, String> meter) {
        this(
                db,
                notifications,
                outbox,
                accounts,
                senders,
                conversations,
                deliveryStatus,
                meter,
                SendTiming.DEFAULT);
    }

    DeliveryJob(
            Database db,
            NotificationBus notifications,
            DeliveryOutbox outbox,
            ChannelAccounts accounts,
            MessageSenders senders,
            Conversations conversations,
            DeliveryStatusWriter deliveryStatus,
            BiConsumer<String, String> meter,
            SendTiming timing) {
        DeliveryStore store = new DeliveryStore(db);
        DeliveryTransitions transitions =
                new DeliveryTransitions(store, deliveryStatus, conversations);
        this.parts =
                new DeliveryLoop.Parts(
                        store,
                        new DeliveryClaimer(db, store, outbox, transitions),
                        new DeliveryResultWriter(db, store, transitions, meter, timing),
                        accounts,
                        senders,
                        timing);
        this.subscription =
                notifications.on(
                        "jobs",
                        topic -> {
                            if (topic.equals("jobs:" + DeliveryOutbox.KIND)) {
                                runs.forEach(Semaphore::release);
                            }
                        });
    }

    /// Whatever goes wrong, the account is tried again: no part is lost by it, and none is sent twice.
    @Override
    public JobResult run(Job job) {
        String subject = job.subject().orElseThrow();
        int slash = subject.indexOf('/');
        Semaphore bell = new Semaphore(0);
        runs.add(bell);
        try {
            paces.values().removeIf(SendRateWindow::isIdle);
            return new DeliveryLoop(
                            parts,
                            subject.substring(0, slash),
                            subject.substring(slash + 1),
                            paces.computeIfAbsent(subject, _ -> new SendRateWindow()),
                            bell,
                            () -> open)
                    .run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "delivery.loop_failed account=" + subject, e);
            return new JobResult.Again(TROUBLE);
        } finally {
            runs.remove(bell);
        }
    }

    /// Takes nothing more; what is in flight ends.
    @Override
    public void stop() {
        open = false;
        subscription.stop();
        runs.forEach(Semaphore::release);
    }
}
