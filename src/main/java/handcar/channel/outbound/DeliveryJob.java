package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccounts;
import handcar.channel.MessageSenders;
import handcar.db.Database;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobResult;
import handcar.jobs.JobSpec;
import handcar.jobs.NotificationBus;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Sends the outbox of one account. The job's subject is `<channel>/<account>`, so one process at a time serves an account.
public final class DeliveryJob implements JobHandler {
    /// Accounts that are served in parallel.
    private static final int CONCURRENCY = 8;

    /// Longer than a run, the attempts in flight at its end and the storing of their results.
    static final Duration LEASE = Duration.ofSeconds(60);

    /// The wait after the database was away or a run failed.
    private static final Duration RETRY = Duration.ofSeconds(2);

    private static final Logger LOG = System.getLogger(DeliveryJob.class.getName());

    private final DeliveryLoop.Parts parts;
    private final Map<String, SendRateWindow> paces = new ConcurrentHashMap<>();
    private final Set<Semaphore> runs = ConcurrentHashMap.newKeySet();
    private final NotificationBus.Subscription subscription;
    private volatile boolean open = true;

    /// @param meter counts every attempt by channel and result: `sent`, `try_later`, `refused`, `unknown` or `dead`
    public DeliveryJob(
            Database db,
            NotificationBus notifications,
            DeliveryOutbox outbox,
            ChannelAccounts accounts,
            MessageSenders senders,
            DeliveryFiles files,
            DeliveryTransitions transitions,
            BiConsumer<String, String> meter,
            SendTiming timing) {
        this.parts =
                new DeliveryLoop.Parts(
                        transitions.store(),
                        new DeliveryClaimer(db, outbox, transitions),
                        new DeliveryResultWriter(db, transitions, meter, timing),
                        new SendAttempt.Parts(accounts, senders, files, timing));
        this.subscription =
                notifications.on(
                        "jobs",
                        topic -> {
                            if (topic.equals("jobs:" + DeliveryOutbox.KIND)) {
                                runs.forEach(Semaphore::release);
                            }
                        });
    }

    public JobSpec spec() {
        return JobSpec.of(DeliveryOutbox.KIND, CONCURRENCY, LEASE, this);
    }

    /// Runs again after any failure: no part is lost by it, and none is sent twice.
    @Override
    public JobResult run(Job job) {
        String subject = job.subject().orElseThrow();
        int slash = subject.indexOf('/');
        Semaphore wakeUp = new Semaphore(0);
        runs.add(wakeUp);
        try {
            paces.values().removeIf(SendRateWindow::isIdle);
            return new DeliveryLoop(
                            parts,
                            subject.substring(0, slash),
                            subject.substring(slash + 1),
                            paces.computeIfAbsent(subject, _ -> new SendRateWindow()),
                            wakeUp,
                            () -> open)
                    .run();
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "delivery.loop_failed account=" + subject, e);
            return new JobResult.Again(RETRY);
        } finally {
            runs.remove(wakeUp);
        }
    }

    /// Claims nothing more; attempts in flight end by themselves.
    @Override
    public void stop() {
        open = false;
        subscription.stop();
        runs.forEach(Semaphore::release);
    }
}
