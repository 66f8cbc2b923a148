package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
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

    /// Counts a try; [Problem.RateLimited] after too many. The result is to be given to [UserStore#forgetTries].
    byte[] countTry(String account, String address) {
        byte[] who = keys.mark("try", account + "\n" + ClientAddress.network(address));
        if (!UserStore.countTry(db, who, TRIES)) {
            throw tooMany(UserStore.waitForTry(db, who));
        }
        return who;
    }

    /// Counts a try as a wrong one before anything is compared, so that guesses sent at once count like guesses sent in turn; throws
    /// [Problem.RateLimited] while the account has to wait, unless this device knows it and little was wrong there.
    ///
    /// @param device the proof of a browser that knows the account
    LoginTry begin(String account, String address, Optional<String> device) {
        return begin(countTry(account, address), account, device);
    }

    /// The same for who is logged in already: many addresses of one session count together, and no other session waits for them.
    LoginTry begin(StaffPrincipal by, String account, String address) {
        String session = by.session().map(UUID::toString).orElse(account);
        return begin(countTry(account, address), "session " + session, Optional.empty());
    }

    private LoginTry begin(byte[] tries, String account, Optional<String> device) {
        return db.tx(
                tx -> {
                    WrongTries ofAccount = WrongTries.lock(tx, mark(account));
                    Optional<WrongTries> ofDevice =
                            device.map(proof -> WrongTries.lock(tx, mark(proof)));
                    Duration wait = wait(ofAccount);
                    if (wait.isPositive()
                            && ofDevice.filter(known -> known.row() < DEVICE_FAILURES).isEmpty()) {
                        throw tooMany(wait);
                    }
                    return new LoginTry(
                            db,
                            tries,
                            Stream.concat(Stream.of(ofAccount), ofDevice.stream())
                                    .map(each -> each.count(tx))
                                    .toList());
                });
    }

    private byte[] mark(String who) {
        return keys.mark("failures", who);
    }

    private static Duration wait(WrongTries before) {
        if (before.row() < FREE_FAILURES) {
            return Duration.ZERO;
        }
        long seconds = 1L << Math.min(before.row() - FREE_FAILURES, 20);
        Duration whole = Duration.ofSeconds(Math.min(seconds, LONGEST_WAIT.toSeconds()));
        return whole.minus(before.sinceLast());
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
