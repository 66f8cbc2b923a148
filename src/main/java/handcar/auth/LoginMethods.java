package handcar.auth;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.auth.Sessions.SessionTokens;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.problem.Problem;

/// The ways to begin a session: with a password (and the second factor of who has one), with the admin token, and with codes that
/// work once.
public final class LoginMethods {
    /// The password is right, and a code is needed as well.
    static final String SECOND_FACTOR = "totp_required";

    private final Database db;
    private final AuditLog audit;
    private final Sessions sessions;
    private final SecondFactors factors;
    private final MailedCodes mailed;
    private final LoginThrottle throttle;

    public LoginMethods(
            Database db,
            AuditLog audit,
            Sessions sessions,
            SecondFactors factors,
            MailedCodes mailed) {
        this.db = db;
        this.audit = audit;
        this.sessions = sessions;
        this.factors = factors;
        this.mailed = mailed;
        this.throttle = sessions.throttle();
    }

    /// Begins a session with e-mail and password; [Problem.Unauthorized] when e-mail or password is wrong or the
    /// account is disabled (which of these is not told), [Problem.RateLimited] after too many tries.
    ///
    /// @param code of the second factor; without one who has a second factor is told that it is missing
    SessionTokens login(String email, String password, Optional<String> code, LoginSource from) {
        String account = email.toLowerCase(Locale.ROOT);
        Optional<UserStore.Login> found = UserStore.login(db, email);
        Optional<String> device =
                from.device().filter(_ -> found.filter(login -> knows(from, login)).isPresent());
        LoginTry attempt = throttle.begin(account, from.address(), device);
        UserStore.Login proven =
                attempt.decide(() -> prove(found, password, from.address()))
                        .orElseThrow(LoginMethods::wrong);
        User user = proven.user();
        Optional<String> rehashed =
                Optional.of(proven.password())
                        .filter(PasswordHasher::isOutdated)
                        .map(_ -> PasswordHasher.hash(password));
        return open(user, code, from, attempt, tx -> UserStore.noteLogin(tx, user.id(), rehashed));
    }

    /// Begins a session with the six digits that were mailed; [Problem.Unauthorized] when they are wrong, were used, or are too old.
    SessionTokens loginByMail(
            String email, String mailedCode, Optional<String> code, LoginSource from) {
        LoginTry attempt =
                throttle.begin(email.toLowerCase(Locale.ROOT), from.address(), Optional.empty());
        Optional<User> user =
                UserStore.login(db, email)
                        .map(UserStore.Login::user)
                        .filter(found -> !found.disabled());
        // for nobody the same is asked, so that the time tells nothing either
        UUID whose = user.map(User::id).orElseGet(UUID::randomUUID);
        boolean right = attempt.decide(() -> mailed.isRight(db, whose, mailedCode.strip()));
        User proven = user.filter(_ -> right).orElseThrow(LoginMethods::wrongMailedCode);
        if (proven.secondFactor() && code.isEmpty()) {
            mailed.takeBack(db, whose);
        }
        return open(
                proven,
                code,
                from,
                attempt,
                tx -> {
                    if (!mailed.spend(tx, MailedCodes.Purpose.LOG_IN, whose, mailedCode.strip())) {
                        throw wrongMailedCode();
                    }
                    UserStore.noteLogin(tx, whose, Optional.empty());
                });
    }

    private static Problem.Unauthorized wrongMailedCode() {
        return new Problem.Unauthorized(
                "wrong_mailed_code",
                "This code is not right, was used before, or is too old. Ask for a new one.");
    }

    /// Begins the first session of who has accepted an invitation.
    SessionTokens welcome(Tx tx, User user, LoginSource from) {
        UserStore.noteLogin(tx, user.id(), Optional.empty());
        return sessions.open(tx, Optional.of(user), from);
    }

    /// The last step of who has proven an account: its second factor.
    ///
    /// @param proven what is written when that is right, too
    private SessionTokens open(
            User user,
            Optional<String> code,
            LoginSource from,
            LoginTry attempt,
            Consumer<Tx> proven) {
        if (user.secondFactor() && code.isEmpty()) {
            attempt.takeBack();
            throw new Problem.Unauthorized(
                    SECOND_FACTOR,
                    "This account needs a code as well: the six digits of your authenticator app,"
                            + " or a recovery code.");
        }
        Optional<SessionTokens> opened =
                attempt.decide(
                        () ->
                                db.tx(
                                        tx -> {
                                            if (user.secondFactor()
                                                    && !factors.accept(
                                                            tx, user.id(), code.orElse(""))) {
                                                return Optional.empty();
                                            }
                                            proven.accept(tx);
                                            attempt.forget(tx);
                                            return Optional.of(
                                                    sessions.open(tx, Optional.of(user), from));
                                        }));
        if (opened.isEmpty()) {
            noteRefusal(user, from.address());
            throw new Problem.Unauthorized(
                    "wrong_code",
                    "This code is not right or was used before. Wait for the next one.");
        }
        return opened.get();
    }

    private boolean knows(LoginSource from, UserStore.Login login) {
        return throttle.knows(from.device(), login.user().id(), login.password());
    }

    /// Begins an owner's session with the admin token.
    SessionTokens loginAsAdmin(String token, LoginSource from) {
        byte[] tries = throttle.countTry("admin token", from.address());
        if (!sessions.adminToken().is(token)) {
            throw wrong();
        }
        return db.tx(
                tx -> {
                    UserStore.forgetTries(tx, tries);
                    return sessions.open(tx, Optional.empty(), from);
                });
    }

    /// A code for a link that logs an owner in, as the admin token would: once, within ten minutes.
    public String loginCode() {
        return sessions.codes()
                .issue(
                        db,
                        OneTimeCodes.Purpose.LOG_IN,
                        OneTimeCodes.Holder.adminToken(sessions.adminToken().mark()));
    }

    /// Whether an owner has a password to log in with.
    public boolean hasOwner() {
        return UserStore.hasOwner(db);
    }

    /// Begins an owner's session with the code of such a link; [Problem.Unauthorized] when it was used or is too old.
    SessionTokens loginWithCode(String code, LoginSource from) {
        return db.tx(tx -> spend(tx, code, from))
                .orElseThrow(
                        () ->
                                new Problem.Unauthorized(
                                        "invalid_code",
                                        "This link was used before or is too old. Log in with the"
                                                + " admin token or your password, or restart the"
                                                + " server for a new link."));
    }

    private Optional<SessionTokens> spend(Tx tx, String code, LoginSource from) {
        return sessions.codes()
                .spend(tx, OneTimeCodes.Purpose.LOG_IN, code)
                .flatMap(OneTimeCodes.Holder::adminMark)
                .filter(sessions.adminToken()::isPresent)
                .map(_ -> sessions.open(tx, Optional.empty(), from));
    }

    private static Optional<UserStore.Login> prove(
            Optional<UserStore.Login> found, String password, String address) {
        if (found.isEmpty()) {
            PasswordHasher.compareWithNobody(password, address);
            return Optional.empty();
        }
        boolean right = PasswordHasher.matches(password, found.get().password(), address);
        return found.filter(login -> right && !login.user().disabled());
    }

    private static Problem wrong() {
        return new Problem.Unauthorized(
                "wrong_credentials", "The e-mail, password or token is not right.");
    }

    /// Somebody knows the password and not the second factor, which is no stranger's guess.
    private void noteRefusal(User user, String address) {
        db.runTx(
                tx ->
                        audit.record(
                                tx,
                                Actor.unknown(user.email()),
                                AuditLog.LOGIN_REFUSED,
                                user.id(),
                                Map.of("address", address)));
    }
}
