package handcar.testing;

import module java.base;

/// The only way a test lets time pass. A test that waits for a state asks [#until], which returns as soon as the state is
/// there; only the time itself, such as a slow peer's, is a [#pause].
public final class Wait {
    /// Longer than anything in a test takes, on a machine that does other things as well.
    private static final Duration MOST = Duration.ofSeconds(30);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Wait() {}

    /// Waits at most 30 s.
    ///
    /// @param reason the state as a sentence; the failure repeats it
    public static void until(String reason, BooleanSupplier holds) {
        until(reason, MOST, holds);
    }

    public static void until(String reason, Duration most, BooleanSupplier holds) {
        boolean _ = until(reason, most, holds::getAsBoolean, Boolean.TRUE::equals);
    }

    /// Looks again and again, at most 30 s.
    ///
    /// @param reason the state as a sentence; the failure repeats it with what was seen last
    /// @return what was seen when it was as wanted
    public static <T> T until(String reason, Supplier<T> look, Predicate<T> wanted) {
        return until(reason, MOST, look, wanted);
    }

    public static <T> T until(String reason, Duration most, Supplier<T> look, Predicate<T> wanted) {
        long end = System.nanoTime() + most.toNanos();
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError(
                        "Waited "
                                + most.toMillis()
                                + " ms in vain until "
                                + reason
                                + "; saw "
                                + seen);
            }
            pause(BETWEEN_LOOKS, reason);
            seen = look.get();
        }
        return seen;
    }

    /// Lets time itself pass.
    ///
    /// @param reason why no state can be waited for
    public static void pause(Duration length, String reason) {
        try {
            Thread.sleep(length);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting: " + reason, e);
        }
    }
}
