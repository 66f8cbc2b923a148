package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Row;
import handcar.http.ClientAddress;
import handcar.net.HmacSignatures;
import handcar.problem.Problem;

/// Slows down who guesses: a few tries a minute for one account from one address, and a growing wait for an account whose password
/// was wrong many times in a row, whatever the addresses (OWASP ASVS 5.0, 6.3.1). The wait lets a browser pass in which the account
/// has logged in before, so that nobody can lock its owner out, until too much was wrong in this browser as well.
final class LoginThrottle {
    /// Five tries a minute for one account from one address.
    private static final int TRIES = 5;

    /// So many wrong passwords are a person who does not remember.
    private static final int FREE_FAILURES = 10;

    /// After so many wrong ones a browser that knew the account waits like a stranger's.
    private static final int DEVICE_FAILURES = 5;

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    private final Database db;
    private final KeyDerivation keys;

    LoginThrottle(Database db, KeyDerivation keys) {
        this.db = db;
        this.keys = keys;
    }

    /// Counts a try; [Problem.RateLimited] after too many. The result is to be given to [#forget].
    byte[] countTry(String account, String address) {
        byte[] who = keys.mark("try", account + "\n" + ClientAddress.network(address));
        if (!UserStore.countTry(db, who, TRIES)) {
            throw tooMany(UserStore.waitForTry(db, who));
        }
        return who;
    }

    /// Throws [Problem.RateLimited] while the account has to wait, unless this device knows it and little was wrong there.
    ///
    /// @param device the proof of a browser that knows the account
    void requireNoWait(String account, Optional<String> device) {
        if (device.filter(this::isTrusted).isPresent()) {
            return;
        }
        Duration wait =
                failures(account, row -> wait(row.integer("failures"), row.real("seconds")))
                        .orElse(Duration.ZERO);
        if (wait.isPositive()) {
            throw tooMany(wait);
        }
    }

    private boolean isTrusted(String device) {
        return failures(device, row -> row.integer("failures")).orElse(0) < DEVICE_FAILURES;
    }

    private <T> Optional<T> failures(String who, Function<Row, T> shape) {
        return db.named("auth.failures").with("who", keys.mark("failures", who)).first(shape);
    }

    private static Duration wait(int failures, double secondsSince) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        long seconds = 1L << Math.min(failures - FREE_FAILURES, 20);
        Duration whole = Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
        return whole.minusMillis((long) (secondsSince * 1_000));
    }

    /// Counts a wrong password or code of the account, and of the device that knows it.
    void noteFailure(String account, Optional<String> device) {
        Stream.concat(Stream.of(account), device.stream())
                .map(who -> keys.mark("failures", who))
                .forEach(who -> db.named("auth.note-failure").with("who", who).change());
    }

    /// The right one came: what was counted is over.
    void forget(Db tx, String account, Optional<String> device, byte[] tries) {
        Stream.concat(Stream.of(account), device.stream())
                .map(who -> keys.mark("failures", who))
                .forEach(who -> tx.named("auth.forget-failures").with("who", who).change());
        UserStore.forgetTries(tx, tries);
    }

    /// What a browser keeps as its proof that the account has logged in there with its present password; each has its own.
    String deviceProof(UUID user, String password) {
        String device = user + "." + Secret.random().reveal();
        return deviceProof(device, keys.mark("device", device + "\n" + password));
    }

    private static String deviceProof(String device, byte[] mark) {
        return device + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }

    /// Whether a browser's proof is the one of this account and its present password.
    ///
    /// @param password its stored form
    boolean knows(Optional<String> proof, UUID user, String password) {
        return proof.filter(shown -> shown.startsWith(user + "."))
                .filter(shown -> isRight(shown, shown.replaceFirst("\\.[^.]*$", ""), password))
                .isPresent();
    }

    private boolean isRight(String proof, String device, String password) {
        return keys.marks("device", device + "\n" + password).stream()
                .anyMatch(mark -> HmacSignatures.same(proof, deviceProof(device, mark)));
    }

    private static Problem tooMany(Duration wait) {
        return new Problem.RateLimited(
                "Too many tries to log in. Wait "
                        + (wait.toSeconds() < 60 ? "a minute" : "a quarter of an hour")
                        + " and try again.",
                wait);
    }
}
