package handcar.auth;

import module java.base;

import handcar.db.Database;
import handcar.db.Db;
import handcar.http.ClientAddress;
import handcar.net.HmacSignatures;
import handcar.problem.Problem;

/// Slows down who guesses: a few tries a minute for one account from one address, and a growing wait for an account whose password
/// was wrong many times in a row, whatever the addresses (OWASP ASVS 5.0, 6.3.1). The wait lets a browser pass in which the account
/// has logged in before, so that nobody can lock its owner out.
final class LoginThrottle {
    /// Five tries a minute for one account from one address.
    private static final int TRIES = 5;

    /// So many wrong passwords are a person who does not remember.
    private static final int FREE_FAILURES = 10;

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

    /// Throws [Problem.RateLimited] while the account has to wait.
    void requireNoWait(String account) {
        Duration wait =
                db.named("auth.failures")
                        .with("who", keys.mark("failures", account))
                        .first(row -> wait(row.integer("failures"), row.real("seconds")))
                        .orElse(Duration.ZERO);
        if (wait.isPositive()) {
            throw tooMany(wait);
        }
    }

    private static Duration wait(int failures, double secondsSince) {
        if (failures < FREE_FAILURES) {
            return Duration.ZERO;
        }
        long seconds = 1L << Math.min(failures - FREE_FAILURES, 20);
        Duration whole = Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
        return whole.minusMillis((long) (secondsSince * 1_000));
    }

    /// Counts a wrong password of the account.
    void noteFailure(String account) {
        db.named("auth.note-failure").with("who", keys.mark("failures", account)).change();
    }

    /// The right one came: what was counted is over.
    void forget(Db tx, String account, byte[] tries) {
        tx.named("auth.forget-failures").with("who", keys.mark("failures", account)).change();
        UserStore.forgetTries(tx, tries);
    }

    /// What a browser keeps as its proof that the account has logged in there with its present password.
    String deviceProof(UUID user, String password) {
        return deviceProof(user, keys.mark("device", user + "\n" + password));
    }

    private static String deviceProof(UUID user, byte[] mark) {
        return user + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(mark);
    }

    /// Whether a browser's proof is the one of this account and its present password.
    ///
    /// @param password its stored form
    boolean knows(Optional<String> proof, UUID user, String password) {
        return keys.marks("device", user + "\n" + password).stream()
                .map(mark -> deviceProof(user, mark))
                .anyMatch(
                        right ->
                                proof.filter(shown -> HmacSignatures.same(shown, right))
                                        .isPresent());
    }

    private static Problem tooMany(Duration wait) {
        return new Problem.RateLimited(
                "Too many tries to log in. Wait "
                        + (wait.toSeconds() < 60 ? "a minute" : "a quarter of an hour")
                        + " and try again.",
                wait);
    }
}
