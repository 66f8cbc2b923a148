package handcar.channel.outbound;

import module java.base;

import handcar.channel.AccountHealthStore;
import handcar.channel.AccountHealthStore.Way;
import handcar.channel.SendResult;
import handcar.channel.outbound.Delivery.State;
import handcar.channel.outbound.DeliveryReceipts.ReceiptUpdate;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.time.RetrySchedule;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Stores the results of sending, however long the database is away.
final class DeliveryResultWriter {
    /// Two cores cannot write more at once, and the connection pool is meant for customers.
    private static final int WRITERS = 2;

    private static final RetrySchedule RETRIES =
            RetrySchedule.doubling(Duration.ofMillis(50), Duration.ofSeconds(2));

    /// By then another process has marked the part as `unknown`.
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private static final Logger LOG = System.getLogger(DeliveryResultWriter.class.getName());

    private final Database db;
    private final DeliveryStore store;
    private final DeliveryTransitions transitions;
    private final BiConsumer<String, String> meter;
    private final SendTiming timing;
    private final Semaphore writers = new Semaphore(WRITERS);

    DeliveryResultWriter(
            Database db,
            DeliveryTransitions transitions,
            BiConsumer<String, String> meter,
            SendTiming timing) {
        this.db = db;
        this.store = transitions.store();
        this.transitions = transitions;
        this.meter = meter;
        this.timing = timing;
    }

    /// @param sent as it was claimed: being sent, or queued while its file was uploaded
    /// @param pause how long the next part in the thread waits
    void write(Delivery sent, Duration pause, SendResult ending) {
        boolean written =
                persist("id=" + sent.id(), () -> db.runTx(tx -> write(tx, sent, pause, ending)));
        if (written) {
            meter.accept(sent.channel(), outcome(sent, ending));
        }
    }

    /// The provider has the file of a part, which may be sent now.
    void uploaded(Delivery part, String id) {
        boolean _ = persist("id=" + part.id(), () -> store.uploaded(part, id));
    }

    /// Queues a claimed part again that was never given to the provider.
    void putBack(Delivery unsent) {
        boolean _ =
                persist(
                        "id=" + unsent.id() + " result=not_sent",
                        () ->
                                store.putBack(
                                        unsent.claim().orElseThrow(), Optional.of(unsent.id())));
    }

    /// Queues everything again that was claimed under a token whose commit nobody saw.
    void putBack(UUID claim) {
        boolean _ = persist("claim=" + claim, () -> store.putBack(claim, Optional.empty()));
    }

    private boolean persist(String what, Runnable step) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        for (int attempt = 1; ; attempt++) {
            try {
                writers.acquire();
                try {
                    step.run();
                    return true;
                } finally {
                    writers.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (RuntimeException e) {
                LOG.log(Level.WARNING, "delivery.result_not_written " + what, e);
            }
            if (System.nanoTime() > end || !RETRIES.sleep(attempt)) {
                return false;
            }
        }
    }

    private void write(Tx tx, Delivery sent, Duration pause, SendResult ending) {
        switch (ending) {
            case SendResult.Sent(String name) -> sent(tx, sent, pause, name);
            case SendResult.TryLater(String reason, Optional<Duration> after) ->
                    later(tx, sent, reason, after);
            case SendResult.Refused(String reason) -> {
                transitions.lock(tx, sent.conversationId());
                change(tx, sent, pause, part -> part.become(State.REFUSED, Optional.of(reason)));
            }
            case SendResult.Unknown(String reason) ->
                    change(
                            tx,
                            sent,
                            pause,
                            part ->
                                    part.externalId().isPresent()
                                            ? part.become(State.SENT, Optional.empty())
                                            : part.become(State.UNKNOWN, Optional.of(reason)));
        }
        count(tx, sent, ending);
    }

    /// One customer who refuses is counted once.
    private static void count(Tx tx, Delivery sent, SendResult ending) {
        switch (ending) {
            case SendResult.Sent _ ->
                    AccountHealthStore.succeeded(tx, sent.channel(), sent.account(), Way.SENDING);
            case SendResult.TryLater(String reason, _) -> fail(tx, sent, reason, Optional.empty());
            case SendResult.Refused(String reason) ->
                    fail(tx, sent, reason, Optional.of(sent.conversationId().toString()));
            case SendResult.Unknown(String reason) -> fail(tx, sent, reason, Optional.empty());
        }
    }

    private static void fail(Tx tx, Delivery sent, String reason, Optional<String> subject) {
        AccountHealthStore.failed(
                tx, sent.channel(), sent.account(), Way.SENDING, reason, 1, subject);
    }

    private void sent(Tx tx, Delivery sent, Duration pause, String name) {
        Optional<ReceiptUpdate> early = Optional.empty();
        if (!name.isBlank()) {
            store.lockName(tx, sent.channel(), name);
            early = store.takeEarly(tx, sent, name);
        }
        if (early.filter(ReceiptUpdate::fails).isPresent()) {
            transitions.lock(tx, sent.conversationId());
        }
        ReceiptUpdate receipt = early.orElse(ReceiptUpdate.SENT);
        transitions.change(
                tx,
                sent,
                pause,
                part -> part.claim().equals(sent.claim()) ? receipt.on(part.named(name)) : part);
        if (sent.thread().isEmpty() && !name.isBlank()) {
            store.beginThread(tx, sent, name);
        }
    }

    private void later(Tx tx, Delivery sent, String reason, Optional<Duration> after) {
        if (timing.retries().isLast(sent.attempt())) {
            transitions.lock(tx, sent.conversationId());
            String given = "Given up after " + sent.attempt() + " tries: " + reason;
            change(tx, sent, Duration.ZERO, part -> part.become(State.DEAD, Optional.of(given)));
        } else {
            Duration wait =
                    after.map(RetrySchedule::bounded)
                            .orElseGet(() -> timing.retries().after(sent.attempt()).orElseThrow());
            change(tx, sent, Duration.ZERO, part -> part.later(Instant.now().plus(wait), reason));
        }
    }

    /// Changes the part unless somebody knows better: a receipt came, a person decided, or it was claimed again.
    private void change(Tx tx, Delivery sent, Duration pause, UnaryOperator<Delivery> change) {
        transitions.change(
                tx,
                sent,
                pause,
                part ->
                        part.claim().equals(sent.claim())
                                        && (part.state() == sent.state()
                                                || part.state() == State.UNKNOWN)
                                ? change.apply(part)
                                : part);
    }

    private String outcome(Delivery sent, SendResult ending) {
        return switch (ending) {
            case SendResult.Sent _ -> "sent";
            case SendResult.TryLater _ ->
                    timing.retries().isLast(sent.attempt()) ? "dead" : "try_later";
            case SendResult.Refused _ -> "refused";
            case SendResult.Unknown _ -> "unknown";
        };
    }
}
