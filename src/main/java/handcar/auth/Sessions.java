package handcar.auth;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.audit.Principal;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.net.HmacSignatures;
import handcar.problem.Problem;

/// Sessions of staff. A log-in gives a browser its cookie, and a program an access and a refresh token; all end with the
/// session.
///
/// A refresh token works once. Using a spent one means that two parties have it, one of them a thief, so the session ends.
/// A client must not refresh twice at once, nor repeat a refresh whose response it lost; otherwise its user logs in again.
public final class Sessions {
    /// How long an access token is valid, as the API documents it. It names its session only: role, name and whether the
    /// account is disabled are read from the database with each request, so a change takes effect at once.
    static final Duration ACCESS = Duration.ofHours(1);

    /// An unused session expires after this time.
    static final Duration IDLE = Duration.ofDays(7);

    /// A session in use expires after this time.
    static final Duration LONGEST = Duration.ofDays(30);

    private final Database db;
    private final AuditLog audit;
    private final KeyDerivation keys;
    private final JwtCodec access;
    private final Secret adminToken;
    private final LoginThrottle throttle;
    private final OneTimeCodes codes;

    /// What a log-in or a refresh returns. The cookies come with a log-in only: one is valid as long as the session, the other
    /// proves later that this account has logged in on this browser.
    public record SessionTokens(
            StaffPrincipal staff,
            String accessToken,
            String refreshToken,
            Optional<String> cookie,
            Optional<String> device) {}

    public Sessions(Database db, AuditLog audit, Secret jwtSecret, Secret adminToken) {
        this.db = db;
        this.audit = audit;
        this.keys = new KeyDerivation(jwtSecret);
        this.access = new JwtCodec("at+jwt", "staff", "sid", ACCESS, keys.access());
        this.adminToken = adminToken;
        this.throttle = new LoginThrottle(db, keys);
        this.codes = new OneTimeCodes(keys);
    }

    /// Begins a session with e-mail and password; [Problem.Unauthorized] when e-mail or password is wrong or the
    /// account is disabled (which of these is not told), [Problem.RateLimited] after too many tries.
    SessionTokens login(String email, String password, LoginSource from) {
        String account = email.toLowerCase(Locale.ROOT);
        byte[] tries = throttle.countTry(account, from.address());
        Optional<UserStore.Login> found = UserStore.login(db, email);
        if (found.filter(login -> throttle.knows(from.device(), login.user().id())).isEmpty()) {
            throttle.requireNoWait(account);
        }
        Optional<UserStore.Login> proven = prove(found, password);
        if (proven.isEmpty()) {
            throttle.noteFailure(account);
            throw refused(
                    Actor.unknown(email), found.map(login -> login.user().id()), from.address());
        }
        User user = proven.get().user();
        Optional<String> rehashed =
                Optional.of(proven.get().password())
                        .filter(PasswordHasher::isOutdated)
                        .map(_ -> PasswordHasher.hash(password));
        return db.tx(
                tx -> {
                    UserStore.noteLogin(tx, user.id(), rehashed);
                    throttle.forget(tx, account, tries);
                    return open(tx, Optional.of(user), from);
                });
    }

    /// Begins an owner's session with the admin token.
    SessionTokens loginAsAdmin(String token, LoginSource from) {
        byte[] tries = throttle.countTry("admin token", from.address());
        if (!isAdminToken(token)) {
            throw refused(Actor.unknown("Admin token"), Optional.empty(), from.address());
        }
        return db.tx(
                tx -> {
                    UserStore.forgetTries(tx, tries);
                    return open(tx, Optional.empty(), from);
                });
    }

    /// A code for a link that logs an owner in, as the admin token would: once, within ten minutes.
    public String loginCode() {
        return codes.issue(
                db, OneTimeCodes.Purpose.LOG_IN, OneTimeCodes.Holder.adminToken(adminMark()));
    }

    /// Begins an owner's session with the code of such a link; [Problem.Unauthorized] when it was used or is too old.
    SessionTokens loginWithCode(String code, LoginSource from) {
        Optional<SessionTokens> opened =
                db.tx(
                        tx ->
                                codes.spend(tx, OneTimeCodes.Purpose.LOG_IN, code)
                                        .flatMap(OneTimeCodes.Holder::adminMark)
                                        .filter(this::isPresentAdmin)
                                        .map(_ -> open(tx, Optional.empty(), from)));
        return opened.orElseThrow(
                () ->
                        new Problem.Unauthorized(
                                "invalid_code",
                                "This link was used before or is too old. Log in with the admin"
                                        + " token or your password, or restart the server for a new"
                                        + " link."));
    }

    /// A ticket that opens one event stream within half a minute, for who cannot send a header.
    String streamTicket(StaffPrincipal staff) {
        OneTimeCodes.Holder holder =
                switch (staff.kind()) {
                    case API_KEY -> OneTimeCodes.Holder.apiKey(staff.id().orElseThrow());
                    case USER, ADMIN_TOKEN ->
                            staff.session()
                                    .map(OneTimeCodes.Holder::session)
                                    .orElseGet(() -> OneTimeCodes.Holder.adminToken(adminMark()));
                };
        return codes.issue(db, OneTimeCodes.Purpose.STREAM, holder);
    }

    /// Whom a ticket stands for, the first time it is shown.
    Optional<StaffPrincipal> byTicket(String ticket, Function<UUID, Optional<ApiKey>> keysById) {
        return codes.spend(db, OneTimeCodes.Purpose.STREAM, ticket)
                .flatMap(
                        holder ->
                                holder.session()
                                        .flatMap(id -> UserStore.session(db, id))
                                        .flatMap(this::staff)
                                        .or(() -> admin(holder.adminMark(), Optional.empty()))
                                        .or(
                                                () ->
                                                        holder.apiKey()
                                                                .flatMap(keysById)
                                                                .map(StaffPrincipal::key)));
    }

    /// Exchanges a refresh token for the next one and a new access token; throws [Problem.Unauthorized] for anything else,
    /// and ends the session when the token was spent before.
    public SessionTokens refresh(String token) {
        byte[] hash = keys.mark("refresh", token);
        Optional<SessionTokens> next = db.tx(tx -> spend(tx, hash));
        if (next.isEmpty()) {
            UserStore.refreshFamily(db, hash)
                    .ifPresent(stolen -> end(Actor.system(), stolen, "session.refresh_reused"));
            throw new Problem.Unauthorized(
                    "invalid_refresh_token",
                    "This refresh token is unknown, has expired or was used before. Log in again.");
        }
        return next.get();
    }

    /// Ends the caller's session. The admin token and API keys have none.
    public void logout(StaffPrincipal staff) {
        staff.session().ifPresent(session -> end(staff, session, "session.ended"));
    }

    private void end(Principal by, UUID session, String action) {
        db.runTx(
                tx -> {
                    if (UserStore.revokeSession(tx, session)) {
                        audit.record(tx, by, action, session);
                    }
                });
    }

    /// Slows down who guesses.
    LoginThrottle throttle() {
        return throttle;
    }

    /// Whether the text is the admin token, compared in constant time.
    boolean isAdminToken(String token) {
        return HmacSignatures.same(token, adminToken.reveal());
    }

    /// The caller with this access token, as stored in the database now.
    Optional<StaffPrincipal> byAccessToken(String token) {
        return access.read(token)
                .flatMap(read -> UserStore.session(db, read.id()))
                .flatMap(this::seen);
    }

    /// The caller with this cookie.
    Optional<StaffPrincipal> byCookie(String cookie) {
        return UserStore.sessionByCookie(db, keys.mark("cookie", cookie)).flatMap(this::seen);
    }

    private static Optional<UserStore.Login> prove(
            Optional<UserStore.Login> found, String password) {
        if (found.isEmpty()) {
            PasswordHasher.compareWithNobody(password);
            return Optional.empty();
        }
        boolean right = PasswordHasher.matches(password, found.get().password());
        return found.filter(login -> right && !login.user().disabled());
    }

    private SessionTokens open(Tx tx, Optional<User> user, LoginSource from) {
        from.cookie()
                .flatMap(cookie -> UserStore.endSessionOfCookie(tx, keys.mark("cookie", cookie)))
                .ifPresent(former -> audit.record(tx, Actor.system(), "session.ended", former));
        UUID id = UuidV7.next();
        String cookie = Secret.random().reveal();
        UserStore.addSession(
                tx,
                id,
                user.map(User::id),
                user.isEmpty() ? Optional.of(adminMark()) : Optional.empty(),
                keys.mark("cookie", cookie),
                from,
                IDLE);
        StaffPrincipal staff =
                user.map(someone -> StaffPrincipal.user(someone, id))
                        .orElseGet(() -> StaffPrincipal.adminToken(Optional.of(id)));
        UserStore.sweep(tx);
        SessionTokens opened = give(tx, staff, id, Optional.of(cookie));
        audit.record(tx, staff, "session.opened", id, Map.of("address", from.address()));
        return opened;
    }

    private SessionTokens give(Tx tx, StaffPrincipal staff, UUID session, Optional<String> cookie) {
        String refresh = Secret.random().reveal();
        UserStore.addRefresh(tx, session, keys.mark("refresh", refresh));
        String subject = staff.id().map(UUID::toString).orElse("admin");
        return new SessionTokens(
                staff,
                access.issue(subject, session),
                refresh,
                cookie,
                cookie.flatMap(_ -> staff.userId()).map(throttle::deviceProof));
    }

    private Optional<SessionTokens> spend(Tx tx, byte[] hash) {
        return UserStore.spendRefresh(tx, hash)
                .flatMap(session -> UserStore.session(tx, session))
                .flatMap(
                        session -> {
                            UserStore.touchSession(tx, session.id(), IDLE, LONGEST);
                            return staff(session)
                                    .map(staff -> give(tx, staff, session.id(), Optional.empty()));
                        });
    }

    private Optional<StaffPrincipal> seen(UserStore.Session session) {
        if (session.stale()) {
            UserStore.touchSession(db, session.id(), IDLE, LONGEST);
        }
        return staff(session);
    }

    private Optional<StaffPrincipal> staff(UserStore.Session session) {
        if (session.user().isPresent()) {
            return session.user().map(user -> StaffPrincipal.user(user, session.id()));
        }
        return admin(session.adminMark(), Optional.of(session.id()));
    }

    private Optional<StaffPrincipal> admin(Optional<byte[]> mark, Optional<UUID> session) {
        return mark.filter(this::isPresentAdmin).map(_ -> StaffPrincipal.adminToken(session));
    }

    /// Whether the mark is of the present admin token: what the former one opened is over.
    private boolean isPresentAdmin(byte[] mark) {
        return MessageDigest.isEqual(mark, adminMark());
    }

    /// The stored form of the present admin token, which stands beside the sessions it opened.
    byte[] adminMark() {
        return keys.mark("admin", adminToken.reveal());
    }

    private Problem refused(Actor actor, Optional<UUID> user, String address) {
        db.runTx(
                tx ->
                        audit.record(
                                tx,
                                actor,
                                AuditLog.LOGIN_REFUSED,
                                user.map(UUID::toString).orElse(""),
                                Map.of("address", address)));
        return new Problem.Unauthorized(
                "wrong_credentials", "The e-mail, password or token is not right.");
    }
}
