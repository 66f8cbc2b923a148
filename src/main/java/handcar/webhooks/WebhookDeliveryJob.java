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
import handcar.webhooks.WebhookClient.PostResult;
import handcar.webhooks.WebhookDeliveries.WebhookEvent;

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
        Optional<WebhookEvent> event = WebhookDeliveries.named(job).flatMap(posts::find);
        Optional<Subscription> to =
                event.flatMap(found -> subscriptions.find(found.subscription()));
        if (event.isEmpty() || to.isEmpty()) {
            return new JobResult.Done(); // the conversation or the subscription is gone
        }
        if (!to.get().enabled()) {
            return failed(job, event.get(), new Try("the subscription is disabled", 0));
        }
        Optional<String> payload =
                event.get().payload().or(() -> posts.compose(event.get(), payloads));
        if (payload.isEmpty()) {
            return failed(job, event.get(), new Try("its conversation or message is gone", 0));
        }
        return deliver(job, event.get(), to.get(), payload.get());
    }

    /// How a try ended, and how long it took.
    private record Try(String error, long millis) {}

    private JobResult deliver(Job job, WebhookEvent event, Subscription to, String payload) {
        long started = System.nanoTime();
        PostResult end = client.post(to, event.id().toString(), payload);
        long millis = (System.nanoTime() - started) / 1_000_000;
        return switch (end) {
            case PostResult.Accepted _ -> accepted(job, event, millis);
            case PostResult.Gone() -> gone(job, event, millis);
            case PostResult.Failed(String reason, Optional<Duration> after) ->
                    RETRIES.isLast(job.attempt())
                            ? lastFailed(job, event, new Try(reason, millis))
                            : again(job, event, new Try(reason, millis), after);
        };
    }

    private JobResult accepted(Job job, WebhookEvent event, long millis) {
        return finished(
                job,
                tx -> {
                    posts.endTry(tx, event, "accepted", Optional.empty(), millis);
                    subscriptions.succeeded(tx, event.subscription());
                    posts.forgetOld(tx);
                });
    }

    private JobResult gone(Job job, WebhookEvent event, long millis) {
        return finished(
                job,
                tx -> {
                    endTry(tx, event, "failed", new Try("answered 410", millis));
                    disable(tx, event, "It answered 410: it wants no events any more.");
                });
    }

    private JobResult failed(Job job, WebhookEvent event, Try end) {
        return finished(job, tx -> endTry(tx, event, "failed", end));
    }

    private JobResult lastFailed(Job job, WebhookEvent event, Try end) {
        return finished(job, tx -> noteFailure(tx, event, "failed", end));
    }

    private JobResult again(Job job, WebhookEvent event, Try end, Optional<Duration> after) {
        db.runTx(tx -> noteFailure(tx, event, "waiting", end));
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

    private void endTry(Tx tx, WebhookEvent event, String state, Try end) {
        posts.endTry(tx, event, state, Optional.of(end.error()), end.millis());
    }

    private void noteFailure(Tx tx, WebhookEvent event, String state, Try end) {
        endTry(tx, event, state, end);
        Optional<Instant> since = subscriptions.failed(tx, event.subscription());
        if (since.filter(at -> at.isBefore(Instant.now().minus(GIVING_UP))).isPresent()) {
            disable(tx, event, "It accepted nothing for five days. " + end.error());
        }
    }

    private void disable(Tx tx, WebhookEvent event, String reason) {
        if (subscriptions.disable(tx, event.subscription(), reason)) {
            audit.record(
                    tx,
                    Actor.system(),
                    "subscription.disabled",
                    event.subscription(),
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
