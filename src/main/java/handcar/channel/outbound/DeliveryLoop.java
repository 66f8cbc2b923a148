package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSenders;
import handcar.channel.SendResult;
import handcar.jobs.JobResult;
import handcar.json.JsonView;

/// One run over the outbox of an account: takes parts as long as there are any, sends them side by side, and says when it
/// is to be called again.
final class DeliveryLoop {
    /// Parts of one account in flight at once, each of another conversation.
    private static final int SIDE_BY_SIDE = 16;

    /// Then another process may have it, and the job's lease stays short.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// A conversation was held by somebody else in the moment we looked.
    private static final Duration BLINK = Duration.ofMillis(20);

    /// What is due so soon is not worth giving the job back for.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// While something is in flight, the pause after it may end for another conversation.
    private static final Duration GLANCE = Duration.ofMillis(100);

    private final Parts parts;
    private final String channel;
    private final String account;
    private final SendRateWindow pace;
    private final Semaphore bell;
    private final BooleanSupplier open;
    private final AtomicInteger flying = new AtomicInteger();
    private final long end = System.nanoTime() + LONGEST.toNanos();

    /// What all runs share.
    record Parts(
            DeliveryStore store,
            DeliveryClaimer claims,
            DeliveryResultWriter endings,
            ChannelAccounts accounts,
            MessageSenders senders,
            SendTiming timing) {}

    /// @param bell released whenever there may be more to do
    DeliveryLoop(
            Parts parts,
            String channel,
            String account,
            SendRateWindow pace,
            Semaphore bell,
            BooleanSupplier open) {
        this.parts = parts;
        this.channel = channel;
        this.account = account;
        this.pace = pace;
        this.bell = bell;
        this.open = open;
    }

    JobResult run() {
        settleLost();
        while (goesOn()) {
            bell.drainPermits();
            int perSecond = perSecond();
            int free = Math.min(SIDE_BY_SIDE - flying.get(), pace.free(perSecond));
            List<SendAttempt> taken = free > 0 ? take(free) : List.of();
            pace.begin(taken.size());
            taken.forEach(this::start);
            if (taken.isEmpty()) {
                Optional<JobResult> outcome = rest(free > 0, perSecond);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }
        while (flying.get() > 0) {
            await(Duration.ofSeconds(1));
        }
        return after().orElseGet(() -> new JobResult.Again(Duration.ZERO));
    }

    private boolean goesOn() {
        return open.getAsBoolean() && System.nanoTime() < end;
    }

    /// Nothing could be taken: waits for what may change that. An outcome when nothing will soon.
    private Optional<JobResult> rest(boolean looked, int perSecond) {
        if (!looked && flying.get() < SIDE_BY_SIDE) {
            await(pace.wait(perSecond));
            return Optional.empty();
        }
        if (flying.get() > 0) {
            await(GLANCE);
            return Optional.empty();
        }
        return after();
    }

    /// When to come again; empty when it is worth waiting here.
    private Optional<JobResult> after() {
        OptionalLong due = parts.store().nextDue(channel, account, parts.timing().lost());
        if (due.isEmpty()) {
            return Optional.of(new JobResult.Done());
        }
        Duration wait = Duration.ofMillis(Math.max(0, due.getAsLong()));
        if (wait.compareTo(SOON) < 0 && goesOn()) {
            await(wait.compareTo(BLINK) < 0 ? BLINK : wait);
            return Optional.empty();
        }
        return Optional.of(new JobResult.Again(wait));
    }

    private void await(Duration most) {
        try {
            boolean _ = bell.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Whoever sent these cannot tell any more how it ended.
    private void settleLost() {
        for (Delivery lost : parts.store().lost(channel, account, parts.timing().lost())) {
            parts.endings()
                    .write(
                            lost,
                            Duration.ZERO,
                            new SendResult.Unknown(
                                    "The server stopped while it was sending this."));
        }
    }

    private List<SendAttempt> take(int most) {
        UUID claim = UUID.randomUUID();
        try {
            return parts.claims().take(channel, account, this::window, claim, most);
        } catch (RuntimeException e) {
            // whether it was committed nobody saw, but nothing was sent
            parts.endings().putBack(claim);
            throw e;
        }
    }

    private Optional<Duration> window(DeliveryStore.First first) {
        return shape(first.address()).flatMap(ChannelCapabilities::window);
    }

    private int perSecond() {
        return shape(new JsonView(Map.of()))
                .map(ChannelCapabilities::perSecond)
                .orElse(SIDE_BY_SIDE);
    }

    private Optional<ChannelCapabilities> shape(JsonView address) {
        return parts.accounts().provider(channel).map(known -> known.capabilities(address));
    }

    private void start(SendAttempt attempt) {
        flying.incrementAndGet();
        Thread.ofVirtual()
                .name("delivery " + attempt.delivery().id())
                .start(
                        () -> {
                            try {
                                carry(attempt);
                            } finally {
                                flying.decrementAndGet();
                                bell.release();
                            }
                        });
    }

    private void carry(SendAttempt attempt) {
        Optional<SendResult> result =
                attempt.send(parts.accounts(), parts.senders(), parts.timing());
        if (result.isEmpty()) {
            parts.endings().putBack(attempt.delivery());
            return;
        }
        if (result.get() instanceof SendResult.TryLater(String _, Optional<Duration> after)) {
            after.ifPresent(pace::rest);
        }
        Duration pause =
                shape(attempt.address())
                        .map(ChannelCapabilities::betweenParts)
                        .orElse(Duration.ZERO);
        parts.endings().write(attempt.delivery(), pause, result.get());
    }
}
