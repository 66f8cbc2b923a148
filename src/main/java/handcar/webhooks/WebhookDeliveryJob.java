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
        Optional<Subscription> to = owed.flatMap(post -> subscriptions.find(post.subscription()));
        if (owed.isEmpty() || to.isEmpty()) {
            return new JobResult.Done(); // the conversation or the subscription is gone
        }
        if (!to.get().enabled()) {
            return failed(job, owed.get(), new Try("the subscription is disabled", 0));
        }
        Optional<String> payload =
                owed.get().payload().or(() -> posts.compose(owed.get(), payloads));
        if (payload.isEmpty()) {
            return failed(job, owed.get(), new Try("its conversation or message is gone", 0));
        }
        return deliver(job, owed.get(), to.get(), payload.get());
    }

    /// How a try ended, and how long it took.
    private record Try(String error, long millis) {}

    private JobResult deliver(Job job, Owed owed, Subscription to, String payload) {
        long started = System.nanoTime();
        Ended end = client.post(to, owed.event().toString(), payload);
        long millis = (System.nanoTime() - started) / 1_000_000;
        return switch (end) {
            case Ended.Accepted _ -> accepted(job, owed, millis);
            case Ended.Gone() -> gone(job, owed, millis);
            case Ended.Failed(String reason, Optional<Duration> after) ->
                    RETRIES.isLast(job.attempt())
                            ? lastFailed(job, owed, new Try(reason, millis))
                            : again(job, owed, new Try(reason, millis), after);
        };
    }

    private JobResult accepted(Job job, Owed owed, long millis) {
        return finished(
                job,
                tx -> {
                    posts.endTry(tx, owed, "accepted", Optional.empty(), millis);
                    subscriptions.succeeded(tx, owed.subscription());
                    posts.forgetOld(tx);
                });
    }

    private JobResult gone(Job job, Owed owed, long millis) {
        return finished(
                job,
                tx -> {
                    endTry(tx, owed, "failed", new Try("answered 410", millis));
                    disable(tx, owed, "It answered 410: it wants no events any more.");
                });
    }

    private JobResult failed(Job job, Owed owed, Try end) {
        return finished(job, tx -> endTry(tx, owed, "failed", end));
    }

    private JobResult lastFailed(Job job, Owed owed, Try end) {
        return finished(job, tx -> noteFailure(tx, owed, "failed", end));
    }

    private JobResult again(Job job, Owed owed, Try end, Optional<Duration> after) {
        db.runTx(tx -> noteFailure(tx, owed, "waiting", end));
        return new JobResult.TryLater(end.error(), Optional.of(wait(job.attempt(), after)));
    }

    private JobResult finished(Job job, Consumer<Tx> work) {
        db.runTx(
                tx -> {
                    work.accept(tx);
                    jobs.finish(tx, job);
                });
        return new JobResult.Finished();
    }

    private void endTry(Tx tx, Owed owed, String state, Try end) {
        posts.endTry(tx, owed, state, Optional.of(end.error()), end.millis());
    }

    private void noteFailure(Tx tx, Owed owed, String state, Try end) {
        endTry(tx, owed, state, end);
        Optional<Instant> since = subscriptions.failed(tx, owed.subscription());
        if (since.filter(at -> at.isBefore(Instant.now().minus(GIVING_UP))).isPresent()) {
            disable(tx, owed, "It accepted nothing for five days. " + end.error());
        }
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
