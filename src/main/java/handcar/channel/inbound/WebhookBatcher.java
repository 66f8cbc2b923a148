package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundIntake;
import handcar.db.Database;
import handcar.db.IndexRowLimit;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.problem.Problem;
import handcar.time.OnDemandThread;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Stores webhooks before their senders get an answer. Webhooks that arrive at the same time share a transaction, and so one
/// wait for the disk: while one batch is written the next one gathers. No thread runs while nothing arrives.
public final class WebhookBatcher implements InboundIntake {
    /// More waiting webhooks are refused; providers send them again, for days.
    private static final int MOST_WAITING = 1_024;

    /// Large enough to share a wait, small enough to lock conversations only for a moment.
    private static final int MOST_IN_BATCH = 64;

    /// Of the events of a webhook that cannot be stored as a whole so many are stored one by one.
    private static final int MOST_APART = 200;

    /// While so many wait, a second writer computes the next batch while the first one waits for the disk. With fewer, a batch
    /// that gathers a little longer costs less for each webhook.
    private static final int SECOND_WRITER_FROM = 8;

    /// A writer that has not come back by then is held up, by a lock for example: the second one takes what waits.
    private static final Duration HELD_UP = Duration.ofMillis(250);

    /// Below the shortest time-out of a provider (Chatwoot: 5 s).
    private static final Duration TIMEOUT = Duration.ofMillis(4_500);

    /// The retention job runs once a day; asking for it once an hour is enough.
    private static final Duration RETENTION_REQUEST = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(WebhookBatcher.class.getName());

    private final Database db;
    private final JobQueue jobs;
    private final WebhookStore store;
    private final InboundProcessor processor;
    private final BiConsumer<String, String> counter;
    private final BlockingQueue<PendingWebhook> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile Instant retentionRequested = Instant.EPOCH;
    private final OnDemandThread writer = new OnDemandThread("webhook-writer", this::write);
    private final OnDemandThread secondWriter =
            new OnDemandThread("second-webhook-writer", () -> manyWait() && write());

    /// A webhook whose sender waits until it is stored.
    private record PendingWebhook(
            ReceivedWebhook webhook, CompletableFuture<Boolean> stored, long since) {
        PendingWebhook(ReceivedWebhook webhook) {
            this(webhook, new CompletableFuture<>(), System.nanoTime());
        }

        Duration age() {
            return Duration.ofNanos(System.nanoTime() - since);
        }

        boolean isDone(Duration wait) throws InterruptedException, ExecutionException {
            try {
                stored.get(wait.toNanos(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException _) {
                return false;
            }
        }
    }

    /// @param counter counts an event of a channel and a type
    WebhookBatcher(
            Database db,
            JobQueue jobs,
            WebhookStore store,
            InboundProcessor processor,
            BiConsumer<String, String> counter) {
        this.db = db;
        this.jobs = jobs;
        this.store = store;
        this.processor = processor;
        this.counter = counter;
    }

    /// Stores what arrives without a webhook like a webhook.
    @Override
    public void receive(
            ChannelAccount account, String name, String body, List<InboundEvent> events) {
        store(new ReceivedWebhook(account, name, "", Map.of(), body, events));
    }

    /// Returns when the webhook and its messages are durable, or were before. [Problem.Unavailable] when too many wait or the
    /// database does not answer: nothing was stored then, or the webhook will be known when it comes again.
    void store(ReceivedWebhook webhook) {
        PendingWebhook pending = new PendingWebhook(webhook);
        if (!queue.offer(pending)) {
            throw busy();
        }
        writer.start();
        if (manyWait()) {
            secondWriter.start();
        }
        try {
            if (!pending.isDone(HELD_UP)) {
                secondWriter.start();
            }
            pending.stored().get(TIMEOUT.minus(HELD_UP).toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure
                    ? failure
                    : new IllegalStateException(e);
        } catch (TimeoutException e) {
            throw busy();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        }
    }

    /// Whether there is work for two writers.
    private boolean manyWait() {
        PendingWebhook first = queue.peek();
        return queue.size() >= SECOND_WRITER_FROM
                || (first != null && first.age().compareTo(HELD_UP) >= 0);
    }

    private boolean write() {
        List<PendingWebhook> batch = new ArrayList<>(MOST_IN_BATCH);
        queue.drainTo(batch, MOST_IN_BATCH);
        writeTogether(batch.stream().filter(each -> each.webhook().isPlain()).toList());
        batch.stream().filter(each -> !each.webhook().isPlain()).forEach(this::writeAlone);
        return !batch.isEmpty();
    }

    private void writeTogether(List<PendingWebhook> batch) {
        if (batch.isEmpty()) {
            return;
        }
        Optional<RuntimeException> failure = tryToWrite(batch);
        if (failure.isPresent() && failure.get() instanceof Problem.Unavailable unavailable) {
            batch.forEach(each -> each.stored().completeExceptionally(unavailable));
        } else if (failure.isPresent()) {
            // one of them may be the reason, or a lock of somebody else
            LOG.log(Level.DEBUG, "webhook.batch_split size=" + batch.size(), failure.get());
            batch.forEach(this::writeAlone);
        }
    }

    /// Tries twice: a row that was just deleted, or a deadlock, is no reason a moment later.
    private void writeAlone(PendingWebhook pending) {
        tryToWrite(List.of(pending))
                .flatMap(
                        failure ->
                                failure instanceof Problem.Unavailable
                                        ? Optional.of(failure)
                                        : tryToWrite(List.of(pending)))
                .ifPresent(failure -> fail(pending, failure));
    }

    /// The sender is told that it failed and sends it again; until then the events beside the one that failed are not lost.
    private void fail(PendingWebhook pending, RuntimeException failure) {
        ReceivedWebhook webhook = pending.webhook();
        if (webhook.events().size() > 1 && !(failure instanceof Problem.Unavailable)) {
            List<RuntimeException> failures =
                    webhook.events().stream()
                            .limit(MOST_APART)
                            .flatMap(event -> tryToProcess(webhook.only(event)).stream())
                            .toList();
            LOG.log(
                    Level.WARNING,
                    "webhook.events_failed kind={0} count={1} error={2}",
                    webhook.account().kind(),
                    failures.size(),
                    failure.getClass().getSimpleName());
        }
        pending.stored().completeExceptionally(failure);
    }

    private Optional<RuntimeException> tryToProcess(ReceivedWebhook webhook) {
        try {
            db.runTx(tx -> processor.process(tx, List.of(webhook)));
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(e);
        }
    }

    /// Writes the webhooks in one transaction. Returns the failure, if it failed.
    private Optional<RuntimeException> tryToWrite(List<PendingWebhook> batch) {
        try {
            List<ReceivedWebhook> webhooks = batch.stream().map(PendingWebhook::webhook).toList();
            count(db.tx(tx -> write(tx, webhooks)));
            batch.forEach(each -> each.stored().complete(true));
            return Optional.empty();
        } catch (RuntimeException e) {
            return Optional.of(IndexRowLimit.isBehind(e) ? tooLong() : e);
        }
    }

    private List<ReceivedWebhook> write(Tx tx, List<ReceivedWebhook> webhooks) {
        Set<UUID> ids = store.store(tx, webhooks);
        List<ReceivedWebhook> fresh =
                webhooks.stream().filter(each -> ids.contains(each.id())).toList();
        if (!fresh.isEmpty()) {
            noteRefusals(tx, fresh, processor.process(tx, fresh));
            requestRetention(tx);
        }
        return fresh;
    }

    /// @param effects of all events, in their order
    private void noteRefusals(Tx tx, List<ReceivedWebhook> webhooks, List<EventEffect> effects) {
        Iterator<EventEffect> effect = effects.iterator();
        for (ReceivedWebhook webhook : webhooks) {
            for (InboundEvent _ : webhook.events()) {
                if (effect.next().isRefused()) {
                    store.addReason(tx, webhook.id(), SkipReason.CHANGE_REFUSED);
                }
            }
        }
    }

    private void requestRetention(Tx tx) {
        Instant now = Instant.now();
        if (retentionRequested.plus(RETENTION_REQUEST).isBefore(now)) {
            retentionRequested = now;
            jobs.enqueue(tx, WebhookRetentionJob.tomorrow());
        }
    }

    private void count(List<ReceivedWebhook> webhooks) {
        for (ReceivedWebhook each : webhooks) {
            for (InboundEvent event : each.events()) {
                counter.accept(each.account().kind(), ReceivedWebhook.type(event));
            }
        }
    }

    private static Problem.Malformed tooLong() {
        return new Problem.Malformed(
                "id_too_long", "An id or an address in the body is longer than any provider's.");
    }

    private static Problem.Unavailable busy() {
        return new Problem.Unavailable(
                "busy", "Too many webhooks arrive at once. Send this one again in a moment.");
    }
}
