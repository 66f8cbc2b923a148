package handcar.jobs;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/// Runs the jobs of one kind: claims no more than there are free seats, gives each a virtual thread, and rests until the
/// bell rings or the next job is due. Resting asks nothing of the database.
public final class JobWorker {
    /// After the database refused us; it tells how to wait for it elsewhere.
    private static final Duration TROUBLE = Duration.ofSeconds(1);

    /// How often the end of a run is written down anew, when the database is away or the job's subject was asked for again
    /// in that moment; beyond it the lease runs out and the job is run again.
    private static final int SETTLING = 5;

    private static final OptionalLong NOW = OptionalLong.of(0);

    private static final Logger LOG = System.getLogger(JobWorker.class.getName());

    private final JobQueue jobs;
    private final String kind;
    private final int seats;
    private final Duration lease;
    private final JobHandler handler;
    private final BooleanSupplier allowed;
    private final Semaphore free;
    private final Semaphore bell = new Semaphore(0);
    private final NotificationBus.Subscription subscription;
    private volatile boolean open = true;

    /// When we look again without being rung for; for ever while we are looking, so that no bell in between is missed.
    private volatile Instant wakes = Instant.MAX;

    /// A worker with so many seats. The lease must be longer than the longest run of the handler.
    public JobWorker(
            JobQueue jobs,
            NotificationBus notifications,
            String kind,
            int seats,
            Duration lease,
            JobHandler handler) {
        this(jobs, notifications, kind, seats, lease, handler, () -> true);
    }

    /// The same for work that can wait: nothing is begun while it is not `allowed`, and the jobs stay where they are.
    public JobWorker(
            JobQueue jobs,
            NotificationBus notifications,
            String kind,
            int seats,
            Duration lease,
            JobHandler handler,
            BooleanSupplier allowed) {
        this.jobs = jobs;
        this.allowed = allowed;
        this.kind = kind;
        this.seats = seats;
        this.lease = lease;
        this.handler = handler;
        this.free = new Semaphore(seats);
        this.subscription =
                notifications.on(
                        "jobs",
                        topic -> {
                            if (isForUs(topic)) {
                                bell.release();
                            }
                        });
    }

    /// A bell for a time at which we are awake anyway says nothing new.
    private boolean isForUs(String topic) {
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

    /// Begins the work of many, for which they look at the table once together instead of each for itself: a start opens as
    /// many connections as there are who look at the same time.
    public static void startAll(JobQueue jobs, List<JobWorker> workers) {
        Map<String, OptionalLong> agenda =
                jobs.agenda(workers.stream().map(worker -> worker.kind).toList());
        workers.forEach(
                worker -> worker.start(agenda.getOrDefault(worker.kind, OptionalLong.empty())));
    }

    /// Begins with a look of its own.
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
                    waitAMoment();
                    continue;
                }
                bell.drainPermits();
                List<Job> claimed = jobs.claim(kind, free.availablePermits(), lease);
                claimed.forEach(this::seat);
                if (claimed.isEmpty()) {
                    due = nextLook();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error e) {
                // a worker that ended would leave its kind undone while everything looks well
                LOG.log(
                        Level.WARNING,
                        "The queue of " + kind + " cannot be read: " + e.getMessage());
                waitAMoment();
            }
        }
    }

    /// A due job that was not claimed waits for its subject; its turn is rung, one second is only the net below.
    private OptionalLong nextLook() {
        OptionalLong due = jobs.nextDue(kind);
        boolean overdue = due.isPresent() && due.getAsLong() <= 0;
        return overdue ? OptionalLong.of(TROUBLE.toMillis()) : due;
    }

    /// Until then, or until the bell rings.
    private void sleep(OptionalLong due) throws InterruptedException {
        if (due.isEmpty()) {
            bell.acquire();
        } else if (due.getAsLong() > 0) {
            wakes = Instant.now().plusMillis(due.getAsLong());
            boolean _ = bell.tryAcquire(due.getAsLong(), TimeUnit.MILLISECONDS);
            wakes = Instant.MAX;
        }
    }

    private void seat(Job job) {
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
                            ? new JobResult.Dead("The server died each time it worked on this.")
                            : outcome(job);
            for (int left = SETTLING; left > 0 && !settled(job, outcome); left--) {
                waitAMoment();
            }
        } catch (JobQueue.LeaseLost e) {
            LOG.log(Level.INFO, e.getMessage());
        }
    }

    private JobResult outcome(Job job) {
        try {
            return handler.run(job);
        } catch (JobQueue.LeaseLost e) {
            throw e;
        } catch (Exception | Error e) {
            // also an Error: a file that is nested too deep must not come back for ever
            LOG.log(
                    Level.WARNING,
                    "Job " + kind + " " + job.id() + " failed on try " + job.attempt(),
                    e);
            return new JobResult.TryLater(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
    }

    private boolean settled(Job job, JobResult outcome) {
        try {
            jobs.settle(job, handler, outcome);
            return true;
        } catch (JobQueue.LeaseLost e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Job " + kind + " " + job.id() + " could not be settled", e);
            return false;
        }
    }

    private void waitAMoment() {
        try {
            Thread.sleep(TROUBLE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Claims nothing more; what runs goes on.
    public void close() {
        open = false;
        subscription.stop();
        handler.stop();
        bell.release();
    }

    /// Claims nothing more and waits a moment for what runs; false if something still does. Close all workers first, so
    /// that they wait side by side.
    public boolean stop(Instant end) {
        close();
        long left = Math.max(0, Duration.between(Instant.now(), end).toMillis());
        try {
            return free.tryAcquire(seats, left, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
