package handcar.jobs;

import module java.base;

import handcar.config.Logging;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Runs the jobs of one kind: claims no more than it may run at once, gives each a virtual thread, and rests until a
/// notification comes or the next job is due. Resting asks nothing of the database.
public final class JobWorker {
    /// The wait after the database could not be asked.
    private static final Duration RETRY = Duration.ofSeconds(1);

    /// Often enough that a living process whose connection is cut again and again is seen in between.
    private static final Duration MISSING_LOOK = Duration.ofMillis(500);

    /// How often writing a job's result is tried, when the database is away or another job for its subject comes in that
    /// moment. After that the lease ends and the job runs again.
    private static final int RESULT_TRIES = 5;

    private static final OptionalLong NOW = OptionalLong.of(0);

    private static final Logger LOG = System.getLogger(JobWorker.class.getName());

    private final JobQueue jobs;
    private final JobSpec spec;
    private final String kind;
    private final BooleanSupplier allowed;
    private final Semaphore free;
    private final Semaphore notified = new Semaphore(0);
    private final NotificationBus.Subscription subscription;
    private volatile boolean open = true;

    /// Since when processes that run jobs of this kind have been seen without their locks; used by the looking thread only.
    private final Map<Integer, Instant> missingSince = new HashMap<>();

    /// When the worker looks again without a notification; never while it looks, so that no notification is missed meanwhile.
    private volatile Instant wakes = Instant.MAX;

    /// @param allowed whether a job may begin; while it may not, the jobs stay in the table
    public JobWorker(
            JobQueue jobs, NotificationBus notifications, JobSpec spec, BooleanSupplier allowed) {
        this.jobs = jobs;
        this.spec = spec;
        this.kind = spec.kind();
        this.allowed = allowed;
        this.free = new Semaphore(spec.concurrency());
        this.subscription =
                notifications.on(
                        "jobs",
                        topic -> {
                            if (isOurs(topic)) {
                                notified.release();
                            }
                        });
    }

    /// A notification of a job that is due after the next look says nothing new.
    private boolean isOurs(String topic) {
        String ours = JobQueue.topic(kind);
        if (!topic.startsWith(ours)) {
            return topic.equals("jobs:*");
        }
        String rest = topic.substring(ours.length());
        return rest.isEmpty()
                || (rest.startsWith("@")
                        && Instant.ofEpochSecond(Long.parseLong(rest.substring(1)))
                                .isBefore(wakes));
    }

    /// Starts many workers, which look at the table once together: if each looked by itself at the same time, the start would
    /// open as many connections.
    public static void startAll(JobQueue jobs, List<JobWorker> workers) {
        jobs.releaseOrphans();
        Map<String, JobQueue.Agenda> agenda =
                jobs.agenda(workers.stream().map(worker -> worker.kind).toList());
        workers.forEach(
                worker ->
                        worker.start(
                                agenda.getOrDefault(worker.kind, JobQueue.Agenda.EMPTY).millis()));
    }

    /// Starts with a look at the table.
    public void start() {
        start(NOW);
    }

    /// @param due milliseconds until there is something to do; empty when there is nothing yet
    private void start(OptionalLong due) {
        Thread.ofVirtual().name("worker " + kind).start(() -> loop(due));
    }

    private void loop(OptionalLong first) {
        OptionalLong due = first;
        while (open) {
            try {
                if (!due.equals(NOW)) {
                    sleep(due);
                    due = NOW;
                    continue;
                }
                free.acquire();
                free.release();
                if (!allowed.getAsBoolean()) {
                    pause();
                    continue;
                }
                notified.drainPermits();
                List<Job> claimed = jobs.claim(kind, free.availablePermits(), spec.lease());
                claimed.forEach(this::start);
                if (claimed.isEmpty()) {
                    due = nextLook();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                // a worker that ended would leave its jobs undone while everything looks well
                LOG.log(
                        Level.WARNING,
                        "worker.claim_failed kind=" + kind + " error=" + Logging.quoted(e));
                pause();
            }
        }
    }

    /// A due job that was not claimed waits for another one about its subject. Its turn is notified; one second is only a
    /// safeguard.
    private OptionalLong nextLook() {
        JobQueue.Agenda agenda = jobs.agenda(kind);
        List<Integer> dead = dead(agenda.missing());
        if (!dead.isEmpty()) {
            LOG.log(Level.WARNING, "worker.orphans_released kind=" + kind + " holders=" + dead);
            jobs.releaseOrphans(dead);
            return NOW;
        }
        if (!agenda.missing().isEmpty()) {
            return OptionalLong.of(MISSING_LOOK.toMillis());
        }
        OptionalLong due = agenda.millis();
        boolean overdue = due.isPresent() && due.getAsLong() <= 0;
        return overdue ? OptionalLong.of(RETRY.toMillis()) : due;
    }

    /// Those that were missing at each look for long enough.
    private List<Integer> dead(List<Integer> missing) {
        Instant now = Instant.now();
        missingSince.keySet().retainAll(missing);
        missing.forEach(holder -> missingSince.putIfAbsent(holder, now));
        return missing.stream()
                .filter(
                        holder ->
                                !missingSince
                                        .getOrDefault(holder, now)
                                        .plus(JobQueue.GRACE)
                                        .isAfter(now))
                .toList();
    }

    /// Sleeps until then, or until a notification comes.
    private void sleep(OptionalLong due) throws InterruptedException {
        if (due.isEmpty()) {
            notified.acquire();
        } else if (due.getAsLong() > 0) {
            wakes = Instant.now().plusMillis(due.getAsLong());
            boolean _ = notified.tryAcquire(due.getAsLong(), TimeUnit.MILLISECONDS);
            wakes = Instant.MAX;
        }
    }

    private void start(Job job) {
        free.acquireUninterruptibly();
        Thread.ofVirtual()
                .name(kind + " " + job.id())
                .start(
                        () -> {
                            try {
                                run(job);
                            } finally {
                                free.release();
                            }
                        });
    }

    private void run(Job job) {
        try {
            JobResult outcome =
                    job.kills()
                            ? new JobResult.Dead("The server died each time it ran this job.")
                            : outcome(job);
            for (int left = RESULT_TRIES; left > 0 && !written(job, outcome); left--) {
                pause();
            }
        } catch (JobQueue.LeaseLost e) {
            LOG.log(Level.INFO, "job.lease_lost kind=" + kind + " id=" + job.id());
        }
    }

    private JobResult outcome(Job job) {
        try {
            return spec.handler().run(job);
        } catch (JobQueue.LeaseLost e) {
            throw e;
        } catch (Exception | Error e) {
            // also an Error: a file that is nested too deep must not be tried for ever
            LOG.log(
                    Level.WARNING,
                    "job.failed kind=" + kind + " id=" + job.id() + " attempt=" + job.attempt(),
                    e);
            return new JobResult.TryLater(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private boolean written(Job job, JobResult outcome) {
        try {
            jobs.settle(job, spec.handler(), outcome);
            return true;
        } catch (JobQueue.LeaseLost e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "job.result_not_written kind=" + kind + " id=" + job.id(), e);
            return false;
        }
    }

    private void pause() {
        try {
            Thread.sleep(RETRY);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Claims nothing more; running jobs go on.
    public void close() {
        open = false;
        subscription.stop();
        spec.handler().stop();
        notified.release();
    }

    /// Claims nothing more and waits until `end` for running jobs; false if one still runs. Close all workers first, so that
    /// they wait side by side.
    public boolean stop(Instant end) {
        close();
        long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
        try {
            return free.tryAcquire(spec.concurrency(), left, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
