package handcar.auth;

import module java.base;

import handcar.problem.Problem;

import org.jspecify.annotations.Nullable;

/// Where the hashes of passwords are computed, a few at a time, in the order in which they were asked for. A network whose passwords are
/// only guesses has one of them at a time, and its next one queues behind that: one guess at most stands before anybody else's log-in.
final class HashSeats {
    private final Semaphore seats;
    private final Duration longestWait;
    private final Map<String, Turn> turns = new ConcurrentHashMap<>();

    /// The order within one network.
    private static final class Turn {
        private final Semaphore next = new Semaphore(1, true);

        /// Who waits or computes; changed within the map's own methods only.
        private int users;
    }

    /// @param atOnce how many hashes are computed at a time
    /// @param longestWait after so long a caller is told that too many are waiting
    HashSeats(int atOnce, Duration longestWait) {
        this.seats = new Semaphore(atOnce, true);
        this.longestWait = longestWait;
    }

    /// Computes for somebody who was let in already; [Problem.Unavailable] when others kept the seats too long.
    <T> T compute(Callable<T> computation) {
        take(seats, longestWait);
        return onThread(computation, seats::release);
    }

    /// Computes for a network that may be guessing; [Problem.Unavailable] when others, or its own, kept the seats too long.
    <T> T compute(String network, Callable<T> computation) {
        long since = System.nanoTime();
        Turn turn = turns.compute(network, (_, known) -> joined(known));
        try {
            take(turn.next, longestWait);
        } catch (Problem e) {
            leave(network);
            throw e;
        }
        Runnable release =
                () -> {
                    turn.next.release();
                    leave(network);
                };
        try {
            take(seats, longestWait.minusNanos(System.nanoTime() - since));
        } catch (Problem e) {
            release.run();
            throw e;
        }
        return onThread(
                computation,
                () -> {
                    seats.release();
                    release.run();
                });
    }

    private static Turn joined(@Nullable Turn known) {
        Turn turn = known == null ? new Turn() : known;
        turn.users++;
        return turn;
    }

    private void leave(String network) {
        turns.computeIfPresent(network, (_, turn) -> --turn.users == 0 ? null : turn);
    }

    /// How many networks wait or compute, for the test.
    int networks() {
        return turns.size();
    }

    /// On a thread of the operating system, which shares the processors: a virtual thread that only computes gives its carrier to
    /// nobody, and requests of others would wait for the hash.
    private static <T> T onThread(Callable<T> computation, Runnable release) {
        FutureTask<T> work =
                new FutureTask<>(
                        () -> {
                            try {
                                return computation.call();
                            } finally {
                                release.run();
                            }
                        });
        Thread.ofPlatform().daemon().name("password").start(work);
        try {
            return work.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException _) {
            throw stopping();
        }
    }

    private static void take(Semaphore semaphore, Duration longest) {
        try {
            if (!semaphore.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Problem.Unavailable(
                        "busy", "Too many people are logging in right now. Try again in a moment.");
            }
        } catch (InterruptedException _) {
            throw stopping();
        }
    }

    private static Problem stopping() {
        Thread.currentThread().interrupt();
        return new Problem.Unavailable("stopping", "The server is stopping.");
    }
}
