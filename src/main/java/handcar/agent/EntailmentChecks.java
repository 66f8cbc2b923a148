package handcar.agent;

import module java.base;

import handcar.agent.EntailmentCheck.Entailment;
import handcar.llm.provider.ProviderException;

/// The checks of one answer. They run beside the answer's own stream and beside each other; closing stops those that still run.
final class EntailmentChecks implements AutoCloseable {
    /// So many sentences of an answer are asked about; more of them cost as much as another answer.
    private static final int MOST = 4;

    /// How often whoever watches is asked whether the answer is still wanted.
    private static final Duration STEP = Duration.ofMillis(250);

    private final Predicate<Entailment> check;
    private final Runnable wanted;
    private final Map<Entailment, Future<Boolean>> asked = new HashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private Optional<Future<Boolean>> waited = Optional.empty();

    /// @param check whether the passages say a statement; may block
    /// @param wanted throws when nobody wants the answer any more
    EntailmentChecks(Predicate<Entailment> check, Runnable wanted) {
        this.check = check;
        this.wanted = wanted;
    }

    /// Asks about it, unless that is done or too much was asked.
    void ask(Entailment entailment) {
        if (!threads.isShutdown() && asked.size() < MOST) {
            asked.computeIfAbsent(entailment, each -> threads.submit(() -> check.test(each)));
        }
    }

    /// Whether it holds; empty while the model is being asked.
    Optional<Boolean> verdict(Entailment entailment) {
        ask(entailment);
        Future<Boolean> answer = asked.get(entailment);
        if (answer == null) {
            return Optional.of(false);
        }
        if (!answer.isDone()) {
            waited = Optional.of(answer);
            return Optional.empty();
        }
        return Optional.of(result(answer));
    }

    /// Waits for what [#verdict] did not know, at most until `end` by `System.nanoTime()`; then nothing more is asked.
    void await(long end) {
        while (waited.isPresent() && !waited.get().isDone()) {
            wanted.run();
            long left = Math.min(STEP.toNanos(), end - System.nanoTime());
            if (left <= 0) {
                stop();
                return;
            }
            await(waited.get(), left);
        }
    }

    private static void await(Future<Boolean> answer, long nanos) {
        try {
            answer.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException _) {
            // the verdict tells
        } catch (InterruptedException _) {
            throw interrupted();
        }
    }

    private static boolean result(Future<Boolean> answer) {
        return switch (answer.state()) {
            case SUCCESS -> answer.resultNow();
            case FAILED -> throw new IllegalStateException("a check failed", answer.exceptionNow());
            case CANCELLED, RUNNING -> false;
        };
    }

    private static ProviderException interrupted() {
        Thread.currentThread().interrupt();
        return new ProviderException(
                "check", ProviderException.Kind.CANCELLED, "The caller stopped the call.");
    }

    /// Stops those that still run; what they would have said counts as a no, and nothing more is asked.
    void stop() {
        asked.values().forEach(each -> each.cancel(true));
        threads.shutdown();
    }

    @Override
    public void close() {
        stop();
    }
}
