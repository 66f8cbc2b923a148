package handcar.auth;

import module java.base;

import handcar.problem.Problem;

/// Hashes passwords: `pbkdf2-sha256$rounds$salt$hash`. The rounds are part of the text, so they can be raised later; an old
/// hash stays valid and is renewed at the next log-in.
final class PasswordHasher {
    /// OWASP's figure for PBKDF2-HMAC-SHA256 (Password Storage Cheat Sheet, 2023).
    static final int ROUNDS = 600_000;

    static final int SHORTEST = 12;

    /// Longer passwords only cost processor time.
    static final int LONGEST = 200;

    private static final String ALGORITHM = "pbkdf2-sha256";
    private static final int SALT_BYTES = 16;
    private static final int HASH_BITS = 256;
    private static final SecureRandom RANDOM = new SecureRandom();

    /// One hash takes a core some hundred milliseconds; at most two at a time leave processor time for customers.
    private static final Semaphore SEATS = new Semaphore(2, true);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /// Compared with when the e-mail is unknown, so that both cases take the same time.
    private static final String NOBODY = stored(ROUNDS, random(SALT_BYTES), random(HASH_BITS / 8));

    private PasswordHasher() {}

    /// The stored form of a new password.
    static String hash(String password) {
        return hash(password, ROUNDS);
    }

    static String hash(String password, int rounds) {
        byte[] salt = random(SALT_BYTES);
        return stored(rounds, salt, derive(password, salt, rounds));
    }

    /// Whether the password is the stored one; takes the same time either way.
    static boolean matches(String password, String stored) {
        String[] parts = stored.split("\\$", -1);
        if (parts.length != 4 || !parts[0].equals(ALGORITHM)) {
            throw new IllegalStateException("a stored password has an unknown form");
        }
        byte[] salt = Base64.getDecoder().decode(parts[2]);
        byte[] expected = Base64.getDecoder().decode(parts[3]);
        return MessageDigest.isEqual(expected, derive(password, salt, Integer.parseInt(parts[1])));
    }

    /// Takes as long as [#matches], without a stored password.
    static void compareWithNobody(String password) {
        if (matches(password, NOBODY)) {
            throw new IllegalStateException("a random hash was met");
        }
    }

    /// Whether the hash has fewer rounds than today's setting.
    static boolean isOutdated(String stored) {
        return Integer.parseInt(stored.split("\\$", -1)[1]) < ROUNDS;
    }

    private static byte[] derive(String password, byte[] salt, int rounds) {
        takeSeat();
        // another keyboard may send the same password as other code points
        char[] characters = Normalizer.normalize(password, Normalizer.Form.NFKC).toCharArray();
        PBEKeySpec spec = new PBEKeySpec(characters, salt, rounds, HASH_BITS);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has PBKDF2", e);
        } finally {
            spec.clearPassword();
            SEATS.release();
        }
    }

    private static void takeSeat() {
        try {
            if (!SEATS.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new Problem.Unavailable(
                        "busy", "Too many people are logging in right now. Try again in a moment.");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new Problem.Unavailable("stopping", "The server is stopping.");
        }
    }

    private static String stored(int rounds, byte[] salt, byte[] hash) {
        Base64.Encoder base64 = Base64.getEncoder();
        return String.join(
                "$",
                ALGORITHM,
                String.valueOf(rounds),
                base64.encodeToString(salt),
                base64.encodeToString(hash));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
