package handcar.webhooks;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.Job;
import handcar.jobs.JobHandler;
import handcar.jobs.JobQueue;
import handcar.jobs.JobResult;
import handcar.time.RetrySchedule;
import handcar.webhooks.WebhookClient.Ended;
import handcar.webhooks.WebhookDeliveries.Owed;

/// Delivers one event to one subscription. After a crash between the request and the commit the event is delivered again
/// with the same `webhook-id`, by which the receiver recognizes it.
final class WebhookDeliveryJob implements JobHandler {
    /// The schedule that Standard Webhooks recommends, about 28 hours in all.
    static final RetrySchedule RETRIES =
            RetrySchedule.of(
                    Duration.ofSeconds(5),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(10));

    /// A subscription that accepts nothing for this long is disabled.
    private static final Duration GIVING_UP = Duration.ofDays(5);

    private final Database db;
    private final JobQueue jobs;
    private final AuditLog audit;
    private final SubscriptionStore subscriptions;
    private final WebhookDeliveries posts;
    private final WebhookPayloads payloads;
    private final WebhookClient client;

    WebhookDeliveryJob(
            Database db,
            JobQueue jobs,
            AuditLog audit,
            SubscriptionStore subscriptions,
            WebhookDeliveries posts,
            WebhookPayloads payloads,
            WebhookClient client) {
        this.db = db;
        this.jobs = jobs;
        this.audit = audit;
        this.subscriptions = subscriptions;
        this.posts = posts;
        this.payloads = payloads;
        this.client = client;
    }

    @Override
    public JobResult run(Job job) {
        Optional<Owed> owed = WebhookDeliveries.named(job).flatMap(posts::find);
        Optional<Subscription> to =
                owed.flatMap(post -> subscriptions.find(db, post.subscription()));
        if (owed.isEmpty() || to.isEmpty()) {
            return new JobResult.Done(); // the conversation or the subscription is gone
        }
        if (!to.get().enabled()) {
            return ended(job, owed.get(), new Try("the subscription is disabled", 0), "failed");
        }
        Optional<String> payload =
                owed.get().payload().or(() -> posts.compose(owed.get(), payloads));
        if (payload.isEmpty()) {
            return ended(job, owed.get(), new Try("what it was about is gone", 0), "failed");
        }
        long started = System.nanoTime();
        Ended end = client.post(to.get(), owed.get().event().toString(), payload.get());
        long millis = (System.nanoTime() - started) / 1_000_000;
        return switch (end) {
            case Ended.Accepted _ -> accepted(job, owed.get(), millis);
            case Ended.Gone() -> gone(job, owed.get(), millis);
            case Ended.Failed(String reason, Optional<Duration> after) ->
                    failed(job, owed.get(), new Try(reason, millis), after);
        };
    }

    private record Try(String error, long millis) {}

    private JobResult accepted(Job job, Owed owed, long millis) {
        db.runTx(
                tx -> {
                    posts.endTry(tx, owed, "accepted", Optional.empty(), millis);
                    subscriptions.faresWell(tx, owed.subscription());
                    posts.forgetOld(tx);
                    jobs.finish(tx, job);
                });
        return new JobResult.Finished();
    }

    private JobResult gone(Job job, Owed owed, long millis) {
        db.runTx(
                tx -> {
                    posts.endTry(tx, owed, "failed", Optional.of("answered 410"), millis);
                    jobs.finish(tx, job);
                    disable(tx, owed, "It answered 410: it wants no events any more.");
                });
        return new JobResult.Finished();
    }

    private JobResult failed(Job job, Owed owed, Try end, Optional<Duration> after) {
        boolean last = RETRIES.isLast(job.attempt());
        db.runTx(
                tx -> {
                    posts.endTry(
                            tx,
                            owed,
                            last ? "failed" : "waiting",
                            Optional.of(end.error()),
                            end.millis());
                    Optional<Instant> since = subscriptions.faresIll(tx, owed.subscription());
                    if (last) {
                        jobs.finish(tx, job);
                    }
                    if (since.filter(at -> at.isBefore(Instant.now().minus(GIVING_UP)))
                            .isPresent()) {
                        disable(tx, owed, "It accepted nothing for five days. " + end.error());
                    }
                });
        return last
                ? new JobResult.Finished()
                : new JobResult.TryLater(end.error(), Optional.of(wait(job.attempt(), after)));
    }

    private JobResult ended(Job job, Owed owed, Try end, String state) {
        db.runTx(
                tx -> {
                    posts.endTry(tx, owed, state, Optional.of(end.error()), end.millis());
                    jobs.finish(tx, job);
                });
        return new JobResult.Finished();
    }

    private void disable(Tx tx, Owed owed, String reason) {
        if (subscriptions.disable(tx, owed.subscription(), reason)) {
            audit.record(
                    tx,
                    Actor.system(),
                    "subscription.disabled",
                    owed.subscription(),
                    Map.of("reason", reason));
        }
    }

    /// The wait before the next attempt, never shorter than `Retry-After`.
    private static Duration wait(int attempt, Optional<Duration> requested) {
        Duration wait = RETRIES.after(attempt).orElseThrow();
        return requested
                .map(RetrySchedule::bounded)
                .filter(longer -> longer.compareTo(wait) > 0)
                .orElse(wait);
    }
}
