package handcar.work;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Runs the jobs of one kind: claims no more than there are free seats, gives each a virtual thread, and rests until the
/// bell rings or the next job is due. Resting asks nothing of the database.
public final class Worker {
    /// What a handler may still need when the process is asked to stop; a lease outlives it, so nothing is lost beyond it.
    private static final Duration DRAIN = Duration.ofSeconds(8);

    /// After the database refused us; it tells how to wait for it elsewhere.
    private static final Duration TROUBLE = Duration.ofSeconds(1);

    private static final Logger LOG = System.getLogger(Worker.class.getName());

    private final Jobs jobs;
    private final String kind;
    private final int seats;
    private final Duration lease;
    private final Handler handler;
    private final Semaphore free;
    private final Semaphore bell = new Semaphore(0);
    private final Bells.Subscription subscription;
    private volatile boolean open = true;

    /// A worker with so many seats. The lease must be longer than the longest run of the handler.
    public Worker(Jobs jobs, Bells bells, String kind, int seats, Duration lease, Handler handler) {
        this.jobs = jobs;
        this.kind = kind;
        this.seats = seats;
        this.lease = lease;
        this.handler = handler;
        this.free = new Semaphore(seats);
        this.subscription =
                bells.on(
                        "jobs",
                        topic -> {
                            if (topic.equals(Jobs.topic(kind)) || topic.equals("jobs:*")) {
                                bell.release();
                            }
                        });
    }

    public void start() {
        Thread.ofVirtual().name("worker " + kind).start(this::loop);
    }

    private void loop() {
        while (open) {
            try {
                free.acquire();
                free.release();
                bell.drainPermits();
                List<Job> claimed = jobs.claim(kind, free.availablePermits(), lease);
                claimed.forEach(this::seat);
                if (claimed.isEmpty()) {
                    rest();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                trouble(e);
            }
        }
    }

    private void rest() throws InterruptedException {
        OptionalLong due = jobs.nextDue(kind);
        if (due.isEmpty()) {
            bell.acquire();
        } else {
            // a due job that was not claimed waits for its subject; its turn is rung, one second is
            // only the net below
            long wait = due.getAsLong() > 0 ? due.getAsLong() : TROUBLE.toMillis();
            boolean _ = bell.tryAcquire(wait, TimeUnit.MILLISECONDS);
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
        Outcome outcome;
        try {
            outcome = handler.run(job);
        } catch (Jobs.LeaseLost e) {
            LOG.log(Level.INFO, e.getMessage());
            return;
        } catch (Exception e) {
            LOG.log(
                    Level.WARNING,
                    "Job " + kind + " " + job.id() + " failed on try " + job.attempt(),
                    e);
            outcome = new Outcome.TryLater(e.getClass().getSimpleName() + ": " + e.getMessage());
        }
        try {
            jobs.settle(job, handler, outcome);
        } catch (RuntimeException e) {
            // its lease runs out and it is tried again: nothing is lost, only later
            LOG.log(Level.WARNING, "Job " + kind + " " + job.id() + " could not be settled", e);
        }
    }

    private void trouble(RuntimeException e) {
        LOG.log(Level.WARNING, "The queue of " + kind + " cannot be read: " + e.getMessage());
        try {
            boolean _ = bell.tryAcquire(TROUBLE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// Claims nothing more and waits a moment for what runs; false if something still does.
    public boolean stop() {
        open = false;
        subscription.stop();
        bell.release();
        try {
            return free.tryAcquire(seats, DRAIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
