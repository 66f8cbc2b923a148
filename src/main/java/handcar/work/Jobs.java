package handcar.work;

import handcar.db.Columns;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Ids;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.json.Json;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/// The job table.
public final class Jobs {
    private static final Duration FIRST_WAIT = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final Database db;
    private final Bells bells;

    /// The lease ran out and somebody else has the job: whatever was done for it must not be kept.
    public static final class LeaseLost extends RuntimeException {
        LeaseLost(Job job) {
            super("the lease of job " + job.id() + " (" + job.kind() + ") is gone");
        }
    }

    /// A job nobody will try again by itself.
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

    /// How one kind stands; `oldestSeconds` is how long its oldest due job has waited.
    public record Depth(String kind, long waiting, long running, long dead, long oldestSeconds) {}

    public Jobs(Database db, Bells bells) {
        this.db = db;
        this.bells = bells;
    }

    /// Writes a job in the caller's transaction: the cause and its follow-up are kept together or not at all.
    public UUID enqueue(Tx tx, NewJob job) {
        UUID id =
                tx.named("work.enqueue")
                        .with("id", Ids.next())
                        .with("kind", job.kind())
                        .with("subject", job.subject().orElse(null))
                        .with("payload", Jsonb.of(job.payload()))
                        .with("due_at", job.due().orElse(null))
                        .with("max_attempts", job.maxAttempts())
                        .only(row -> row.uuid("id"));
        bells.ring(tx, topic(job));
        return id;
    }

    /// Writes many in one statement. No two may have the same kind and subject.
    public void enqueueAll(Tx tx, List<NewJob> all) {
        if (all.isEmpty()) {
            return;
        }
        tx.named("work.enqueue-all")
                .with("ids", Columns.whole(all, _ -> Ids.next()))
                .with("kinds", Columns.whole(all, NewJob::kind))
                .with("subjects", Columns.of(all, NewJob::subject))
                .with("payloads", Columns.whole(all, job -> Json.text(job.payload())))
                .with("dues", Columns.of(all, NewJob::due))
                .with("tries", Columns.whole(all, NewJob::maxAttempts))
                .change();
        all.forEach(job -> bells.ring(tx, topic(job)));
    }

    /// Ends the job as part of the caller's transaction; [LeaseLost] undoes that transaction.
    public void finish(Tx tx, Job job) {
        if (leased(tx, "work.finish", job).change() == 0) {
            throw new LeaseLost(job);
        }
        bells.ring(tx, topic(job.kind()));
    }

    /// Makes sure, until the caller's transaction ends, that the job is still ours; [LeaseLost] if not.
    public void hold(Tx tx, Job job) {
        if (leased(tx, "work.hold", job).list(row -> row.uuid("id")).isEmpty()) {
            throw new LeaseLost(job);
        }
    }

    /// Takes back what nobody has begun.
    public void withdraw(Db tx, String kind, Object subject) {
        tx.named("work.withdraw").with("kind", kind).with("subject", subject.toString()).change();
    }

    /// Dead letters, newest first, behind the one that died at that time under that id.
    public List<DeadLetter> dead(Optional<Instant> before, Optional<UUID> beforeId, int limit) {
        return db.named("work.dead")
                .with("before", before.orElse(null))
                .with("before_id", beforeId.orElse(null))
                .with("limit", limit)
                .list(DeadLetter::of);
    }

    /// Another round of tries for a dead letter; false if there is none of that id.
    public boolean retry(UUID id) {
        return db.tx(
                tx -> {
                    Optional<String> kind =
                            tx.named("work.retry").with("id", id).first(row -> row.text("kind"));
                    kind.ifPresent(found -> bells.ring(tx, topic(found)));
                    return kind.isPresent();
                });
    }

    /// How every kind stands.
    public List<Depth> depths() {
        return db.named("work.depths")
                .list(
                        row ->
                                new Depth(
                                        row.text("kind"),
                                        row.number("waiting"),
                                        row.number("running"),
                                        row.number("dead"),
                                        row.number("oldest_seconds")));
    }

    List<Job> claim(String kind, int seats, Duration lease) {
        return db.named("work.claim")
                .with("kind", kind)
                .with("seats", seats)
                .with("holder", bells.holder())
                .with("lease_seconds", (double) lease.toSeconds())
                .list(Job::of);
    }

    /// Milliseconds until a job of the kind is due; may be negative; empty when there is none.
    OptionalLong nextDue(String kind) {
        return agenda(List.of(kind)).getOrDefault(kind, OptionalLong.empty());
    }

    /// The same for many kinds in one look.
    Map<String, OptionalLong> agenda(List<String> kinds) {
        Map<String, OptionalLong> agenda = new HashMap<>();
        db.named("work.agenda")
                .with("kinds", kinds.toArray(String[]::new))
                .list(row -> agenda.put(row.text("kind"), due(row)));
        return agenda;
    }

    private static OptionalLong due(Row row) {
        return row.findNumber("millis").map(OptionalLong::of).orElseGet(OptionalLong::empty);
    }

    void settle(Job job, Handler handler, Outcome outcome) {
        if (outcome instanceof Outcome.Finished) {
            return; // an empty transaction is not worth its two trips, nor the client's warning
        }
        db.tx(
                tx -> {
                    switch (outcome) {
                        case Outcome.Done() -> finish(tx, job);
                        case Outcome.Finished() -> {}
                        case Outcome.Again(Duration wait) -> later(tx, job, wait, "", 0);
                        case Outcome.Dead(String reason) -> bury(tx, job, handler, reason);
                        case Outcome.TryLater(String reason, Optional<Duration> wait) -> {
                            if (job.lastTry()) {
                                bury(tx, job, handler, reason);
                            } else {
                                later(
                                        tx,
                                        job,
                                        wait.orElseGet(() -> backOff(job.attempt())),
                                        reason,
                                        job.attempt());
                            }
                        }
                    }
                    return true;
                });
    }

    private void later(Tx tx, Job job, Duration wait, String reason, int attempt) {
        if (leased(tx, "work.superseded", job).change() == 0) {
            leased(tx, "work.try-later", job)
                    .with("seconds", wait.toMillis() / 1000.0)
                    .with("error", reason)
                    .with("attempt", attempt)
                    .change();
        }
        bells.ring(tx, topic(job.kind()));
    }

    private void bury(Tx tx, Job job, Handler handler, String reason) {
        if (leased(tx, "work.bury", job).with("error", reason).change() == 0) {
            throw new LeaseLost(job);
        }
        handler.gaveUp(tx, job, reason);
    }

    private static handcar.db.Statement leased(Tx tx, String name, Job job) {
        return tx.named(name).with("id", job.id()).with("lease", job.lease());
    }

    /// Doubles from two seconds to ten minutes, each with up to half of it taken off at random, so that what failed
    /// together does not come back together.
    private static Duration backOff(int attempt) {
        long whole =
                Math.min(
                        LONGEST_WAIT.toMillis(),
                        FIRST_WAIT.toMillis() << Math.min(attempt - 1, 20));
        return Duration.ofMillis(whole - ThreadLocalRandom.current().nextLong(whole / 2 + 1));
    }

    /// The bell of a job that is due later says when, in whole seconds: who is to wake before that anyway need not be woken
    /// by it.
    private static String topic(NewJob job) {
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
