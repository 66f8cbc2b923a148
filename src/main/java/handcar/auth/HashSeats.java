package handcar.auth;

import module java.base;

import handcar.http.NetworkPlaces;
import handcar.problem.Problem;

/// Where the hashes of passwords are computed, a few at a time, in the order in which they were asked for. A network whose passwords are
/// only guesses has one of them at a time, and its next one queues behind that: one guess at most stands before anybody else's log-in.
final class HashSeats {
    private final NetworkPlaces seats;
    private final Duration longestWait;

    /// @param atOnce how many hashes are computed at a time
    /// @param longestWait after so long a caller is told that too many are waiting
    HashSeats(int atOnce, Duration longestWait) {
        this.seats = new NetworkPlaces(atOnce, 1);
        this.longestWait = longestWait;
    }

    /// Computes for somebody who was let in already; [Problem.Unavailable] when others kept the seats too long.
    <T> T compute(Callable<T> computation) {
        return compute("let in: " + UUID.randomUUID(), computation);
    }

    /// Computes for a network that may be guessing; [Problem.Unavailable] when others, or its own, kept the seats too long.
    <T> T compute(String network, Callable<T> computation) {
        if (!seats.take(network, longestWait)) {
            throw new Problem.Unavailable(
                    "busy", "Too many people are logging in right now. Try again in a moment.");
        }
        return onThread(computation, () -> seats.release(network));
    }

    /// How many networks wait or compute, for the test.
    int networks() {
        return seats.networks();
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
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable("stopping", "The server is stopping.");
        }
    }
}
