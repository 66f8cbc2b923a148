package handcar.channel.web;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.net.HmacSignatures;
import handcar.problem.Problem;
import handcar.text.Sha256;

/// A small puzzle that a browser solves in less than a second and that makes thousands of conversations expensive: find a text so
/// that SHA-256 of `challenge:answer` begins with [#BITS] zero bits (Dwork and Naor 1992, "Pricing via Processing"). A challenge is
/// signed for one network and a short time, so it is kept nowhere until it was solved, and then until it expires.
final class WorkChallenge {
    /// 65 536 hashes on average: some tenths of a second on a phone.
    static final int BITS = 16;

    private static final Duration LIFETIME = Duration.ofMinutes(2);

    /// Challenge, colon and answer fit into one block of SHA-256 (55 bytes), which halves the work of a phone.
    private static final int LONGEST_ANSWER = 15;

    private static final int RANDOM_BYTES = 8;
    private static final int SEAL_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

    private final Database db;
    private final byte[] key;

    WorkChallenge(Database db, Secret secret) {
        this.db = db;
        this.key =
                HmacSignatures.bytes(
                        Sha256.of(secret.reveal()),
                        "handcar work challenge 1".getBytes(StandardCharsets.UTF_8));
    }

    /// What a caller did: the challenge it was given, and its answer.
    record Work(String challenge, String answer) {}

    /// What a caller from this network is asked for.
    Problem required(String network, Duration wait) {
        ByteBuffer told = ByteBuffer.allocate(Integer.BYTES + RANDOM_BYTES);
        byte[] random = new byte[RANDOM_BYTES];
        RANDOM.nextBytes(random);
        told.putInt((int) Instant.now().plus(LIFETIME).getEpochSecond()).put(random);
        String head = TEXT.encodeToString(told.array());
        return new Problem.RateLimited(
                "work_required",
                "Many conversations begin in your network just now. Solve the challenge and send"
                        + " its answer as work, or wait.",
                wait,
                Map.of(
                        "challenge",
                        head + "." + seal(head, network),
                        "bits",
                        BITS,
                        "expires_in_seconds",
                        LIFETIME.toSeconds()));
    }

    /// Whether the work is done, for this network, in time and for the first time.
    boolean accept(Work work, String network) {
        String[] parts = work.challenge().split("\\.", -1);
        if (parts.length != 2
                || work.answer().length() > LONGEST_ANSWER
                || !HmacSignatures.same(parts[1], seal(parts[0], network))) {
            return false;
        }
        byte[] told = Base64.getUrlDecoder().decode(parts[0]);
        Instant end = Instant.ofEpochSecond(Integer.toUnsignedLong(ByteBuffer.wrap(told).getInt()));
        return end.isAfter(Instant.now())
                && zeros(Sha256.of(work.challenge() + ":" + work.answer())) >= BITS
                && spend(work.challenge(), end);
    }

    private boolean spend(String challenge, Instant end) {
        return db.named("channel.spend-challenge")
                .with("hash", HexFormat.of().formatHex(Sha256.of(challenge)))
                .with("expires_at", end)
                .first(_ -> true)
                .orElse(false);
    }

    private static int zeros(byte[] hash) {
        return Integer.numberOfLeadingZeros(ByteBuffer.wrap(hash).getInt());
    }

    private String seal(String head, String network) {
        byte[] whole =
                HmacSignatures.bytes(key, (head + "\n" + network).getBytes(StandardCharsets.UTF_8));
        return TEXT.encodeToString(Arrays.copyOf(whole, SEAL_BYTES));
    }
}
