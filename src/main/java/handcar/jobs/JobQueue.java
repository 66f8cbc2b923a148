package handcar.jobs;

import module java.base;

import handcar.db.ColumnArrays;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.json.Json;
import handcar.time.RetrySchedule;

/// The table of jobs.
public final class JobQueue {
    private static final RetrySchedule RETRIES =
            RetrySchedule.doubling(Duration.ofSeconds(2), Duration.ofMinutes(10));

    /// How often a worker looks whether another process still lives that runs a job of its kind. Nothing is asked while no
    /// other process runs one.
    private static final Duration LOOK = Duration.ofSeconds(3);

    /// How long a process may be without its lock and live: a listening connection that was cut is made anew within this time.
    static final Duration GRACE = Duration.ofSeconds(6);

    private static final int RELEASE_TRIES = 3;

    private final Database db;
    private final NotificationBus notifications;

    /// The lease ended and another process has the job: what was done for it must not be stored.
    public static final class LeaseLost extends RuntimeException {
        LeaseLost(Job job) {
            super("The lease of job " + job.id() + " (" + job.kind() + ") has ended.");
        }
    }

    /// A job that is not tried again by itself.
    public record DeadLetter(
            UUID id,
            String kind,
            Optional<String> subject,
            Map<String, Object> payload,
            int attempts,
            String error,
            Instant createdAt,
            Instant diedAt) {
        static DeadLetter of(Row row) {
            return new DeadLetter(
                    row.uuid("id"),
                    row.text("kind"),
                    row.findText("subject"),
                    row.object("payload"),
                    row.integer("attempt"),
                    row.findText("error").orElse(""),
                    row.instant("created_at"),
                    row.instant("updated_at"));
        }
    }

    /// The jobs of one kind in numbers; `oldestSeconds` is how long its oldest due job has waited.
    public record Depth(String kind, long waiting, long running, long dead, long oldestSeconds) {}

    public JobQueue(Database db, NotificationBus notifications) {
        this.db = db;
        this.notifications = notifications;
    }

    /// Writes a job in the caller's transaction: the cause and its follow-up are stored together or not at all.
    public UUID enqueue(Tx tx, JobRequest job) {
        UUID id =
                tx.named("jobs.enqueue")
                        .with("id", UuidV7.next())
                        .with("kind", job.kind())
                        .with("subject", job.subject())
                        .with("payload", Jsonb.of(job.payload()))
                        .with("due_at", job.due())
                        .with("max_attempts", job.maxAttempts())
                        .only(row -> row.uuid("id"));
        notifications.ring(tx, topic(job));
        return id;
    }

    /// Writes many in one statement. No two may have the same kind and subject.
    public void enqueueAll(Tx tx, List<JobRequest> all) {
        if (all.isEmpty()) {
            return;
        }
        tx.named("jobs.enqueue-all")
                .with("ids", ColumnArrays.whole(all, _ -> UuidV7.next()))
                .with("kinds", ColumnArrays.whole(all, JobRequest::kind))
                .with("subjects", ColumnArrays.of(all, JobRequest::subject))
                .with("payloads", ColumnArrays.whole(all, job -> Json.text(job.payload())))
                .with("dues", ColumnArrays.of(all, JobRequest::due))
                .with("tries", ColumnArrays.whole(all, JobRequest::maxAttempts))
                .change();
        all.forEach(job -> notifications.ring(tx, topic(job)));
    }

    /// Ends the job as part of the caller's transaction; [LeaseLost] undoes that transaction.
    public void finish(Tx tx, Job job) {
        if (leased(tx, "jobs.finish", job).change() == 0) {
            throw new LeaseLost(job);
        }
        notifications.ring(tx, topic(job.kind()));
    }

    /// Makes sure, until the caller's transaction ends, that the job is still ours; [LeaseLost] if not.
    public void hold(Tx tx, Job job) {
        if (leased(tx, "jobs.hold", job).list(row -> row.uuid("id")).isEmpty()) {
            throw new LeaseLost(job);
        }
    }

    /// Removes jobs that have not begun.
    public void withdraw(Db tx, String kind, Object subject) {
        tx.named("jobs.withdraw").with("kind", kind).with("subject", subject.toString()).change();
    }

    /// Dead letters, newest first, behind the one that died at that time under that id.
    public List<DeadLetter> dead(Optional<Instant> before, Optional<UUID> beforeId, int limit) {
        return db.named("jobs.dead")
                .with("before", before)
                .with("before_id", beforeId)
                .with("limit", limit)
                .list(DeadLetter::of);
    }

    /// Another round of tries for a dead letter; false if there is none of that id.
    public boolean retry(UUID id) {
        return db.tx(
                tx -> {
                    Optional<String> kind =
                            tx.named("jobs.retry").with("id", id).first(row -> row.text("kind"));
                    kind.ifPresent(found -> notifications.ring(tx, topic(found)));
                    return kind.isPresent();
                });
    }

    /// The jobs of every kind in numbers.
    public List<Depth> depths() {
        return db.named("jobs.depths")
                .list(
                        row ->
                                new Depth(
                                        row.text("kind"),
                                        row.number("waiting"),
                                        row.number("running"),
                                        row.number("dead"),
                                        row.number("oldest_seconds")));
    }

    List<Job> claim(String kind, int most, Duration lease) {
        return db.named("jobs.claim")
                .with("kind", kind)
                .with("most", most)
                .with("holder", notifications.holder())
                .with("lease_seconds", (double) lease.toSeconds())
                .list(Job::of);
    }

    /// What is to be done next for one kind.
    ///
    /// @param millis until a job is due, or until another process that runs one is looked at again; may be negative; empty when
    ///     there is nothing
    /// @param missing the processes that run jobs of the kind and do not hold their lock
    record Agenda(OptionalLong millis, List<Integer> missing) {
        static final Agenda EMPTY = new Agenda(OptionalLong.empty(), List.of());
    }

    Agenda agenda(String kind) {
        return agenda(List.of(kind)).getOrDefault(kind, Agenda.EMPTY);
    }

    /// For many kinds in one statement.
    Map<String, Agenda> agenda(List<String> kinds) {
        Map<String, Agenda> agenda = new HashMap<>();
        db.named("jobs.agenda")
                .with("kinds", kinds.toArray(String[]::new))
                .with("holder", notifications.holder())
                .with("space", (long) NotificationBus.SPACE)
                .with("look_seconds", (double) LOOK.toSeconds())
                .list(
                        row ->
                                agenda.put(
                                        row.text("kind"),
                                        new Agenda(due(row), row.integers("missing"))));
        return agenda;
    }

    /// Releases the jobs of killed processes when this one starts.
    void releaseOrphans() {
        release(Optional.empty(), RELEASE_TRIES);
    }

    /// Releases the jobs of processes that have been without their locks for [#GRACE].
    void releaseOrphans(List<Integer> dead) {
        release(Optional.of(dead.toArray(Integer[]::new)), RELEASE_TRIES);
    }

    /// A transaction that enqueues jobs about the subjects of orphans in this moment may be in each other's way.
    private void release(Optional<Integer[]> dead, int tries) {
        try {
            db.runTx(
                    tx ->
                            tx.named("jobs.release-orphans")
                                    .with("space", (long) NotificationBus.SPACE)
                                    .with("grace_seconds", (double) GRACE.toSeconds())
                                    .with("holders", dead)
                                    .list(row -> row.text("kind"))
                                    .forEach(kind -> notifications.ring(tx, topic(kind))));
        } catch (RuntimeException e) {
            if (tries == 1) {
                throw e;
            }
            release(dead, tries - 1);
        }
    }

    private static OptionalLong due(Row row) {
        return row.findNumber("millis").map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    void settle(Job job, JobHandler handler, JobResult outcome) {
        if (outcome instanceof JobResult.Finished) {
            return; // saves an empty transaction
        }
        db.runTx(
                tx -> {
                    switch (outcome) {
                        case JobResult.Done() -> finish(tx, job);
                        case JobResult.Finished() -> {}
                        case JobResult.Again(Duration wait) -> later(tx, job, wait, "", 0);
                        case JobResult.Dead(String reason) -> bury(tx, job, handler, reason);
                        case JobResult.TryLater(String reason, Optional<Duration> wait) -> {
                            if (job.lastTry()) {
                                bury(tx, job, handler, reason);
                            } else {
                                later(
                                        tx,
                                        job,
                                        wait.or(() -> RETRIES.after(job.attempt())).orElseThrow(),
                                        reason,
                                        job.attempt());
                            }
                        }
                    }
                });
    }

    private void later(Tx tx, Job job, Duration wait, String reason, int attempt) {
        leased(tx, "jobs.try-later", job)
                .with("seconds", wait.toMillis() / 1000.0)
                .with("error", reason)
                .with("attempt", attempt)
                .change();
        notifications.ring(tx, topic(job.kind()));
    }

    private void bury(Tx tx, Job job, JobHandler handler, String reason) {
        if (leased(tx, "jobs.bury", job).with("error", reason).change() == 0) {
            throw new LeaseLost(job);
        }
        handler.gaveUp(tx, job, reason);
    }

    private static handcar.db.Statement leased(Tx tx, String name, Job job) {
        return tx.named(name).with("id", job.id()).with("lease", job.lease());
    }

    /// The notification of a job that is due later says when, in whole seconds: a worker that looks before that anyway need not
    /// be woken.
    private static String topic(JobRequest job) {
        return topic(job.kind())
                + job.due()
                        .filter(due -> due.isAfter(Instant.now()))
                        .map(due -> "@" + due.getEpochSecond())
                        .orElse("");
    }

    static String topic(String kind) {
        return "jobs:" + kind;
    }
}
