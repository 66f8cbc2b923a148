package handcar.auth;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.audit.Principal;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.http.ClientAddress;
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

    /// Five tries a minute for one e-mail from one address.
    private static final int TRIES = 5;

    private final Database db;
    private final AuditLog audit;
    private final KeyDerivation keys;
    private final JwtCodec access;
    private final Secret adminToken;

    /// What a log-in or a refresh returns. The cookie comes with a log-in only: it is valid as long as the session.
    public record SessionTokens(
            StaffPrincipal staff,
            String accessToken,
            String refreshToken,
            Optional<String> cookie) {}

    public Sessions(Database db, AuditLog audit, Secret jwtSecret, Secret adminToken) {
        this.db = db;
        this.audit = audit;
        this.keys = new KeyDerivation(jwtSecret);
        this.access = new JwtCodec("at+jwt", "staff", "sid", ACCESS, keys.access());
        this.adminToken = adminToken;
    }

    /// Begins a session with e-mail and password; [Problem.Unauthorized] when e-mail or password is wrong or the
    /// account is disabled (which of these is not told), [Problem.RateLimited] after five tries.
    public SessionTokens login(String email, String password, String address) {
        byte[] who = countTry(email.toLowerCase(Locale.ROOT), address);
        Optional<UserStore.Login> found = UserStore.login(db, email);
        Optional<UserStore.Login> proven = prove(found, password);
        if (proven.isEmpty()) {
            throw refused(Actor.unknown(email), found.map(login -> login.user().id()), address);
        }
        User user = proven.get().user();
        Optional<String> rehashed =
                Optional.of(proven.get().password())
                        .filter(PasswordHasher::isOutdated)
                        .map(_ -> PasswordHasher.hash(password));
        return db.tx(
                tx -> {
                    UserStore.noteLogin(tx, user.id(), rehashed);
                    return open(tx, Optional.of(user), who, address);
                });
    }

    /// Begins an owner's session with the admin token.
    public SessionTokens loginAsAdmin(String token, String address) {
        byte[] who = countTry("admin token", address);
        if (!isAdminToken(token)) {
            throw refused(Actor.unknown("Admin token"), Optional.empty(), address);
        }
        return db.tx(tx -> open(tx, Optional.empty(), who, address));
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

    private SessionTokens open(Tx tx, Optional<User> user, byte[] tries, String address) {
        UUID id = UuidV7.next();
        String cookie = Secret.random().reveal();
        UserStore.addSession(
                tx,
                id,
                user.map(User::id),
                user.isEmpty() ? Optional.of(adminMark()) : Optional.empty(),
                keys.mark("cookie", cookie),
                address,
                IDLE);
        StaffPrincipal staff =
                user.map(someone -> StaffPrincipal.user(someone, id))
                        .orElseGet(() -> StaffPrincipal.adminToken(Optional.of(id)));
        UserStore.forgetTries(tx, tries);
        UserStore.sweep(tx);
        SessionTokens opened = give(tx, staff, id, Optional.of(cookie));
        audit.record(tx, staff, "session.opened", id, Map.of("address", address));
        return opened;
    }

    private SessionTokens give(Tx tx, StaffPrincipal staff, UUID session, Optional<String> cookie) {
        String refresh = Secret.random().reveal();
        UserStore.addRefresh(tx, session, keys.mark("refresh", refresh));
        String subject = staff.id().map(UUID::toString).orElse("admin");
        return new SessionTokens(staff, access.issue(subject, session), refresh, cookie);
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
        // the admin token has changed since: sessions of the former one are over
        return session.adminMark()
                .filter(mark -> MessageDigest.isEqual(mark, adminMark()))
                .map(_ -> StaffPrincipal.adminToken(Optional.of(session.id())));
    }

    private byte[] adminMark() {
        return keys.mark("admin", adminToken.reveal());
    }

    private byte[] countTry(String name, String address) {
        byte[] who = keys.mark("try", name + "\n" + ClientAddress.network(address));
        if (!UserStore.countTry(db, who, TRIES)) {
            throw new Problem.RateLimited(
                    "Too many tries to log in. Wait a minute and try again.",
                    UserStore.waitForTry(db, who));
        }
        return who;
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
