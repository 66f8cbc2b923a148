package handcar.auth;

import module java.base;

import handcar.problem.Problem;

/// Hashes passwords and compares them with what is stored, a few at a time. [PasswordAlgorithm] says how.
final class PasswordHasher {
    static final int SHORTEST = 12;

    /// Longer passwords only cost processor time.
    static final int LONGEST = 200;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// One hash takes a processor a tenth of a second and 12 MB: never more at a time than there are processors, nor than two, in the order
    /// in which they came.
    private static final Semaphore SEATS =
            new Semaphore(Math.min(2, Runtime.getRuntime().availableProcessors()), true);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /// Compared with when the e-mail is unknown, so that both cases take the same time.
    private static final String NOBODY =
            PasswordAlgorithm.PRESENT.stored(
                    random(PasswordAlgorithm.SALT_BYTES), random(PasswordAlgorithm.HASH_BYTES));

    private PasswordHasher() {}

    /// The stored form of a new password.
    static String hash(String password) {
        return hash(password, PasswordAlgorithm.PRESENT);
    }

    static String hash(String password, PasswordAlgorithm algorithm) {
        byte[] salt = random(PasswordAlgorithm.SALT_BYTES);
        char[] characters = characters(password);
        return seated(() -> algorithm.stored(salt, algorithm.derive(characters, salt)));
    }

    /// Whether the password is the stored one; takes the same time either way.
    static boolean matches(String password, String stored) {
        PasswordAlgorithm.Stored expected = PasswordAlgorithm.Stored.read(stored);
        char[] characters = characters(password);
        return seated(() -> expected.isOf(characters));
    }

    /// Takes as long as [#matches], without a stored password.
    static void compareWithNobody(String password) {
        if (matches(password, NOBODY)) {
            throw new IllegalStateException("a random hash was met");
        }
    }

    /// Whether the hash was made in another way than today's.
    static boolean isOutdated(String stored) {
        return !PasswordAlgorithm.Stored.read(stored).algorithm().equals(PasswordAlgorithm.PRESENT);
    }

    /// Another keyboard may send the same password as other code points.
    private static char[] characters(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
    }

    /// On a thread of the operating system, which shares the processors: a virtual thread that only computes gives its carrier to
    /// nobody, and requests of others would wait for the hash.
    private static <T> T seated(Callable<T> computation) {
        takeSeat();
        FutureTask<T> work =
                new FutureTask<>(
                        () -> {
                            try {
                                return computation.call();
                            } finally {
                                SEATS.release();
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

    private static void takeSeat() {
        try {
            if (!SEATS.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
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

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
