package handcar.channel.inbound;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.InboundEvent;
import handcar.channel.InboundIntake;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.jobs.JobQueue;
import handcar.problem.Problem;
import handcar.time.OnDemandThread;
import handcar.time.TimeoutScheduler;

import org.jspecify.annotations.Nullable;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Keeps what comes in, durably, before its sender is answered. Events that come at the same time share a transaction, and
/// so a wait for the disk: while one batch is written the next one gathers. Nothing runs while nothing comes.
public final class WebhookBatcher implements InboundIntake {
    /// What waits beyond this is told to come again: providers do, for days.
    private static final int MOST_WAITING = 1_024;

    /// Large enough to share a wait, small enough to hold conversations for a moment only.
    private static final int BATCH = 64;

    /// Once so many wait, a second writer computes the next batch while the first one waits for the disk. With fewer, a batch
    /// that gathers a little longer costs less for each.
    private static final int MIN_BATCH = 8;

    /// Below the shortest patience of a provider that is kept (Chatwoot: 5 s).
    private static final Duration PATIENCE = Duration.ofMillis(4_500);

    private static final Duration ASKING = Duration.ofHours(1);

    private static final Logger LOG = System.getLogger(WebhookBatcher.class.getName());

    private final Database db;
    private final JobQueue jobs;
    private final WebhookStore store;
    private final InboundProcessor processor;
    private final BiConsumer<String, String> counted;
    private final BlockingQueue<PendingWebhook> queue = new ArrayBlockingQueue<>(MOST_WAITING);
    private final TimeoutScheduler deadlines = new TimeoutScheduler("webhook-batcher-timeouts");
    private volatile Instant pruning = Instant.EPOCH;
    private final OnDemandThread writer = new OnDemandThread("webhook-writer", this::write);
    private final OnDemandThread secondWriter =
            new OnDemandThread("second-webhook-writer", this::write);

    WebhookBatcher(
            Database db,
            JobQueue jobs,
            WebhookStore store,
            InboundProcessor processor,
            BiConsumer<String, String> counted) {
        this.db = db;
        this.jobs = jobs;
        this.store = store;
        this.processor = processor;
        this.counted = counted;
    }

    /// An event whose sender waits.
    private static final class PendingWebhook {
        private final ReceivedWebhook event;
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile @Nullable RuntimeException failure;

        PendingWebhook(ReceivedWebhook event) {
            this.event = event;
        }

        void done() {
            end.countDown();
        }

        void failed(RuntimeException reason) {
            failure = reason;
            end.countDown();
        }

        void await() throws InterruptedException {
            end.await();
            RuntimeException reason = failure;
            if (reason != null) {
                throw reason;
            }
        }
    }

    /// Returns when the event and its messages are durable, or were before. [Problem.Unavailable] when there is no room or
    /// no database: nothing was kept, or will be found to be known when it comes again.
    void store(ReceivedWebhook event) {
        PendingWebhook waiting = new PendingWebhook(event);
        if (!queue.offer(waiting)) {
            throw busy();
        }
        startWriters();
        TimeoutScheduler.Alarm alarm = deadlines.after(PATIENCE, () -> waiting.failed(busy()));
        try {
            waiting.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } finally {
            alarm.off();
        }
    }

    private void startWriters() {
        writer.start();
        if (queue.size() >= MIN_BATCH) {
            secondWriter.start();
        }
    }

    private boolean write() {
        List<PendingWebhook> batch = new ArrayList<>(BATCH);
        queue.drainTo(batch, BATCH);
        keep(batch);
        return !batch.isEmpty();
    }

    private void keep(List<PendingWebhook> batch) {
        List<PendingWebhook> plain = batch.stream().filter(each -> each.event.isPlain()).toList();
        if (!plain.isEmpty()) {
            storeTogether(plain);
        }
        batch.stream().filter(each -> !each.event.isPlain()).forEach(this::storeAlone);
    }

    private void storeTogether(List<PendingWebhook> plain) {
        try {
            List<ReceivedWebhook> events = plain.stream().map(each -> each.event).toList();
            count(db.tx(tx -> keep(tx, events)));
            plain.forEach(PendingWebhook::done);
        } catch (Problem.Unavailable e) {
            plain.forEach(each -> each.failed(e));
        } catch (RuntimeException e) {
            // one of them may be at fault, or somebody else held what we wanted: each for itself
            LOG.log(Level.DEBUG, "webhook.batch_split size=" + plain.size(), e);
            plain.forEach(this::storeAlone);
        }
    }

    private void storeAlone(PendingWebhook one) {
        try {
            count(db.tx(tx -> keep(tx, List.of(one.event))));
            one.done();
        } catch (Problem.Unavailable e) {
            one.failed(e);
        } catch (RuntimeException e) {
            retry(one);
        }
    }

    /// What is erased or dead-locked in one moment is settled in the next.
    private void retry(PendingWebhook one) {
        try {
            count(db.tx(tx -> keep(tx, List.of(one.event))));
            one.done();
        } catch (RuntimeException e) {
            one.failed(e);
        }
    }

    private List<ReceivedWebhook> keep(Tx tx, List<ReceivedWebhook> events) {
        Set<UUID> fresh = store.keep(tx, events);
        List<ReceivedWebhook> told =
                events.stream().filter(each -> fresh.contains(each.id())).toList();
        if (!told.isEmpty()) {
            processor.take(tx, told);
            scheduleRetention(tx);
        }
        return told;
    }

    /// Once an hour is often enough to ask for what is done once a day.
    private void scheduleRetention(Tx tx) {
        Instant now = Instant.now();
        if (pruning.plus(ASKING).isBefore(now)) {
            pruning = now;
            jobs.enqueue(tx, WebhookRetentionJob.tomorrow());
        }
    }

    private void count(List<ReceivedWebhook> events) {
        for (ReceivedWebhook event : events) {
            event.found()
                    .forEach(
                            (type, times) -> {
                                for (int i = 0; i < times; i++) {
                                    counted.accept(event.account().kind(), type);
                                }
                            });
        }
    }

    /// What comes by no webhook is kept like a webhook that came once.
    @Override
    public void receive(ChannelAccount account, String name, String body, List<InboundEvent> news) {
        store(WebhookStore.event(account, name, "", Map.of(), body, news));
    }

    private static Problem.Unavailable busy() {
        return new Problem.Unavailable(
                "busy", "Too much comes in at once. Send it again in a moment.");
    }
}
