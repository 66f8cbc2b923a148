package handcar.channel.outbound;

import module java.base;

import handcar.channel.ChannelAccounts;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender.UploadResult;
import handcar.channel.SendResult;
import handcar.jobs.JobResult;
import handcar.json.JsonView;

/// One run over the outbox of an account: claims parts as long as there are any, sends them in parallel, and tells when the
/// next run is due.
final class DeliveryLoop {
    /// Parts of one account in flight at once, each of another conversation.
    private static final int MAX_IN_FLIGHT = 16;

    /// The longest run. Afterwards another process may take over, and the job's lease stays short.
    private static final Duration LONGEST = Duration.ofSeconds(20);

    /// The wait when a conversation with a due part was locked by somebody else.
    private static final Duration LOCKED = Duration.ofMillis(20);

    /// What is due so soon is not worth ending the run for.
    private static final Duration SOON = Duration.ofSeconds(1);

    /// While something is in flight, parts of other conversations may become due.
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Parts parts;
    private final String channel;
    private final String account;
    private final SendRateWindow pace;
    private final Semaphore wakeUp;
    private final BooleanSupplier open;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final long end = System.nanoTime() + LONGEST.toNanos();

    /// What all runs share.
    record Parts(
            DeliveryStore store,
            DeliveryClaimer claimer,
            DeliveryResultWriter results,
            SendAttempt.Parts sending) {
        ChannelAccounts accounts() {
            return sending.accounts();
        }

        SendTiming timing() {
            return sending.timing();
        }
    }

    /// @param wakeUp released whenever there may be more to do
    DeliveryLoop(
            Parts parts,
            String channel,
            String account,
            SendRateWindow pace,
            Semaphore wakeUp,
            BooleanSupplier open) {
        this.parts = parts;
        this.channel = channel;
        this.account = account;
        this.pace = pace;
        this.wakeUp = wakeUp;
        this.open = open;
    }

    JobResult run() {
        settleLost();
        while (goesOn()) {
            wakeUp.drainPermits();
            int perSecond = perSecond();
            int free = Math.min(MAX_IN_FLIGHT - inFlight.get(), pace.free(perSecond));
            List<SendAttempt> claimed = free > 0 ? claim(free) : List.of();
            pace.begin(claimed.size());
            claimed.forEach(this::start);
            if (claimed.isEmpty()) {
                Optional<JobResult> outcome = rest(free > 0, perSecond);
                if (outcome.isPresent()) {
                    return outcome.get();
                }
            }
        }
        while (inFlight.get() > 0) {
            await(Duration.ofSeconds(1));
        }
        return after().orElseGet(() -> new JobResult.Again(Duration.ZERO));
    }

    private boolean goesOn() {
        return open.getAsBoolean() && System.nanoTime() < end;
    }

    /// Waits for a change when nothing could be claimed. Returns a result when nothing will change soon.
    private Optional<JobResult> rest(boolean looked, int perSecond) {
        if (!looked && inFlight.get() < MAX_IN_FLIGHT) {
            await(pace.wait(perSecond));
            return Optional.empty();
        }
        if (inFlight.get() > 0) {
            await(LOOK);
            return Optional.empty();
        }
        return after();
    }

    /// When the next run is due; empty when waiting here is worth it.
    private Optional<JobResult> after() {
        Optional<Long> due = parts.store().nextDue(channel, account, parts.timing().lost());
        if (due.isEmpty()) {
            return Optional.of(new JobResult.Done());
        }
        Duration wait = Duration.ofMillis(Math.max(0, due.get()));
        if (wait.compareTo(SOON) < 0 && goesOn()) {
            await(wait.compareTo(LOCKED) < 0 ? LOCKED : wait);
            return Optional.empty();
        }
        return Optional.of(new JobResult.Again(wait));
    }

    private void await(Duration most) {
        try {
            boolean _ = wakeUp.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /// Marks parts as unknown whose sender stopped without storing a result.
    private void settleLost() {
        for (Delivery lost : parts.store().lost(channel, account, parts.timing().lost())) {
            parts.results()
                    .write(
                            lost,
                            Duration.ZERO,
                            new SendResult.Unknown(
                                    "The server stopped while it was sending this."));
        }
    }

    private List<SendAttempt> claim(int most) {
        UUID claim = UUID.randomUUID();
        try {
            return parts.claimer()
                    .claim(
                            channel,
                            account,
                            due -> capabilities(due.address()),
                            parts.timing().lost().plusSeconds(PartDraft.EXTRA_SECONDS),
                            claim,
                            most);
        } catch (RuntimeException e) {
            // nobody knows whether it was committed, but nothing was sent
            parts.results().putBack(claim);
            throw e;
        }
    }

    private int perSecond() {
        return capabilities(new JsonView(Map.of()))
                .map(ChannelCapabilities::perSecond)
                .orElse(MAX_IN_FLIGHT);
    }

    private Optional<ChannelCapabilities> capabilities(JsonView address) {
        return parts.accounts().provider(channel).map(known -> known.capabilities(address));
    }

    private void start(SendAttempt attempt) {
        inFlight.incrementAndGet();
        Thread.ofVirtual()
                .name("delivery " + attempt.delivery().id())
                .start(
                        () -> {
                            try {
                                if (attempt.isUpload()) {
                                    upload(attempt);
                                } else {
                                    send(attempt);
                                }
                            } finally {
                                inFlight.decrementAndGet();
                                wakeUp.release();
                            }
                        });
    }

    private void send(SendAttempt attempt) {
        Optional<SendResult> result = attempt.send(parts.sending());
        if (result.isEmpty()) {
            parts.results().putBack(attempt.delivery());
            return;
        }
        restAfter(result.get());
        Duration pause =
                capabilities(attempt.due().address())
                        .map(ChannelCapabilities::betweenParts)
                        .orElse(Duration.ZERO);
        parts.results().write(attempt.delivery(), pause, result.get());
    }

    /// The part becomes due at once when its file is with the provider.
    private void upload(SendAttempt attempt) {
        Optional<UploadResult> uploaded = attempt.upload(parts.sending());
        if (uploaded.isEmpty()) {
            parts.results().putBack(attempt.delivery());
            return;
        }
        switch (uploaded.get()) {
            case UploadResult.Stored(String id) -> parts.results().uploaded(attempt.delivery(), id);
            case UploadResult.Failed(SendResult result) -> {
                restAfter(result);
                parts.results().write(attempt.delivery(), Duration.ZERO, result);
            }
        }
    }

    private void restAfter(SendResult result) {
        if (result instanceof SendResult.TryLater(String _, Optional<Duration> after)) {
            after.ifPresent(pace::rest);
        }
    }
}
