package handcar.auth;

import module java.base;

import handcar.db.Database;
import handcar.problem.Problem;

/// What a page that was left open must not do: change passwords, second factors and users, or give anybody more power. It needs one's
/// own present password, or a log-in of the last minutes (OWASP ASVS 5.0, 7.5.1 and 7.5.3).
final class Reauthentication {
    static final String FIELD = "current_password";

    /// After a log-in the password need not be shown again for so long.
    private static final Duration FRESH = Duration.ofMinutes(10);

    private final Database db;
    private final LoginThrottle throttle;
    private final AdminToken admin;

    Reauthentication(Database db, LoginThrottle throttle, AdminToken admin) {
        this.db = db;
        this.throttle = throttle;
        this.admin = admin;
    }

    /// Throws [Problem.BadFields] unless the caller is who logged in, and [Problem.RateLimited] after too many guesses.
    ///
    /// @param present the caller's own present password, or the admin token of who logged in with it, if they showed it
    void require(StaffPrincipal by, Optional<String> present, String address) {
        if (present.isPresent() && by.userId().isPresent()) {
            requirePassword(by, by.userId().get(), present.get(), address);
        } else if (present.isPresent()
                && by.session().isPresent()
                && by.kind() == StaffPrincipal.Kind.ADMIN_TOKEN) {
            requireRight(by, "admin token", address, () -> admin.is(present.get()));
        } else if (!isFresh(by)) {
            throw new Problem.BadFields(
                    FIELD,
                    "is needed, because this log-in is older than ten minutes: your own present"
                            + " password, or the admin token of who logged in with it");
        }
    }

    /// Throws [Problem.BadFields] when this is not the user's present password.
    ///
    /// @param user who logged in
    void requirePassword(StaffPrincipal by, UUID user, String present, String address) {
        requireRight(
                by,
                "password " + user,
                address,
                () ->
                        PasswordHasher.matches(
                                present,
                                UserStore.password(db, user).orElseThrow(Problem.notFound("user")),
                                address));
    }

    /// Guesses from within a log-in are slowed down like those of a log-in.
    private void requireRight(
            StaffPrincipal by, String account, String address, BooleanSupplier right) {
        LoginTry attempt = throttle.begin(by, account, address);
        if (!attempt.decide(right::getAsBoolean)) {
            throw new Problem.BadFields(FIELD, "is not right");
        }
        db.runTx(attempt::forget);
    }

    /// Whether the caller has shown a password or the admin token a moment ago.
    private boolean isFresh(StaffPrincipal staff) {
        return staff.session()
                .map(
                        id ->
                                db.named("auth.is-fresh")
                                        .with("id", id)
                                        .with("seconds", (double) FRESH.toSeconds())
                                        .first(row -> row.flag("fresh"))
                                        .orElse(false))
                .orElse(staff.kind() == StaffPrincipal.Kind.ADMIN_TOKEN);
    }
}
