package handcar.auth;

import module java.base;

import handcar.http.ClientAddress;

/// Hashes passwords and compares them with what is stored, a few at a time. [PasswordAlgorithm] says how.
final class PasswordHasher {
    static final int SHORTEST = 12;

    /// Longer passwords only cost processor time.
    static final int LONGEST = 200;

    private static final SecureRandom RANDOM = new SecureRandom();

    /// One hash takes a processor a tenth of a second and 12 MB: never more at a time than there are processors, nor than two.
    private static final HashSeats SEATS =
            new HashSeats(
                    Math.min(2, Runtime.getRuntime().availableProcessors()), Duration.ofSeconds(5));

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
        return SEATS.compute(() -> algorithm.stored(salt, algorithm.derive(characters, salt)));
    }

    /// Whether the password is the stored one; takes the same time either way.
    ///
    /// @param address of who shows it, which may be guessing
    static boolean matches(String password, String stored, String address) {
        PasswordAlgorithm.Stored expected = PasswordAlgorithm.Stored.read(stored);
        char[] characters = characters(password);
        return SEATS.compute(ClientAddress.network(address), () -> expected.isOf(characters));
    }

    /// Takes as long as [#matches], without a stored password.
    static void compareWithNobody(String password, String address) {
        if (matches(password, NOBODY, address)) {
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

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
