package handcar.llm.cost;

import module java.base;

/// Waits a moment for calls in progress, which give back most of what was set aside for them.
final class ReservationWait {
    /// Then the caller is asked to come again.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private ReservationWait() {}

    /// What was set aside as soon as it can be; [BudgetException] when all is used, or still set aside after the wait.
    ///
    /// @param refused why it cannot be set aside now
    static <T> T first(Supplier<Optional<T>> held, Supplier<BudgetException> refused) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<T> now = held.get();
            if (now.isPresent()) {
                return now.get();
            }
            BudgetException why = refused.get();
            if (why.reason() != BudgetException.Reason.HELD || System.nanoTime() - end > 0) {
                throw why;
            }
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw why;
            }
        }
    }
}
