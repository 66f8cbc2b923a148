package handcar.auth;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.audit.Principal;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.db.UuidV7;
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
    private final AdminToken admin;
    private final LoginThrottle throttle;
    private final OneTimeCodes codes;
    private final Reauthentication reauthentication;

    /// What a log-in or a refresh returns. The cookies come with a log-in only: one is valid as long as the session, the other
    /// proves later that this account has logged in on this browser.
    public record SessionTokens(
            StaffPrincipal staff,
            String accessToken,
            String refreshToken,
            Optional<String> cookie,
            Optional<String> device) {}

    public Sessions(Database db, AuditLog audit, SigningSecrets signing, Secret adminToken) {
        this.db = db;
        this.audit = audit;
        this.keys = new KeyDerivation(signing);
        this.access = new JwtCodec("at+jwt", "staff", "sid", ACCESS, keys.access());
        this.admin = new AdminToken(keys, adminToken);
        this.throttle = new LoginThrottle(db, keys);
        this.codes = new OneTimeCodes(keys);
        this.reauthentication = new Reauthentication(db, throttle, admin);
    }

    /// A ticket that opens one event stream within half a minute, for who cannot send a header.
    String streamTicket(StaffPrincipal staff) {
        OneTimeCodes.Holder holder =
                switch (staff.kind()) {
                    case API_KEY -> OneTimeCodes.Holder.apiKey(staff.id().orElseThrow());
                    case USER, ADMIN_TOKEN ->
                            staff.session()
                                    .map(OneTimeCodes.Holder::session)
                                    .orElseGet(() -> OneTimeCodes.Holder.adminToken(admin.mark()));
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
                                        .or(() -> asAdmin(holder.adminMark(), Optional.empty()))
                                        .or(
                                                () ->
                                                        holder.apiKey()
                                                                .flatMap(keysById)
                                                                .map(StaffPrincipal::key)));
    }

    /// Exchanges a refresh token for the next one and a new access token; throws [Problem.Unauthorized] for anything else,
    /// and ends the session when the token was spent before.
    public SessionTokens refresh(String token) {
        Optional<SessionTokens> next =
                db.tx(tx -> keys.find("refresh", token, hash -> spend(tx, hash)));
        if (next.isEmpty()) {
            keys.find("refresh", token, hash -> UserStore.refreshFamily(db, hash))
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

    /// Asks again who has been logged in for a while.
    Reauthentication reauthentication() {
        return reauthentication;
    }

    /// Codes that work once.
    OneTimeCodes codes() {
        return codes;
    }

    /// The token of the installation's owner.
    AdminToken adminToken() {
        return admin;
    }

    /// The caller with this access token, as stored in the database now.
    Optional<StaffPrincipal> byAccessToken(String token) {
        return access.read(token)
                .flatMap(read -> UserStore.session(db, read.id()))
                .flatMap(this::seen);
    }

    /// The caller with this cookie.
    Optional<StaffPrincipal> byCookie(String cookie) {
        return keys.find("cookie", cookie, mark -> UserStore.sessionByCookie(db, mark))
                .flatMap(this::seen);
    }

    /// Begins a session of a user, or of the admin token when there is none; it takes the place of the one that the browser had.
    SessionTokens open(Tx tx, Optional<User> user, LoginSource from) {
        from.cookie()
                .flatMap(
                        cookie ->
                                keys.find(
                                        "cookie",
                                        cookie,
                                        mark -> UserStore.endSessionOfCookie(tx, mark)))
                .ifPresent(former -> audit.record(tx, Actor.system(), "session.ended", former));
        UUID id = UuidV7.next();
        String cookie = Secret.random().reveal();
        UserStore.addSession(
                tx,
                id,
                user.map(User::id),
                user.isEmpty() ? Optional.of(admin.mark()) : Optional.empty(),
                keys.mark("cookie", cookie),
                from,
                IDLE);
        StaffPrincipal staff = UserStore.session(tx, id).flatMap(this::staff).orElseThrow();
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
                cookie.flatMap(_ -> staff.userId())
                        .flatMap(
                                user ->
                                        UserStore.password(tx, user)
                                                .map(hash -> throttle.deviceProof(user, hash))));
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
            return session.user()
                    .map(user -> StaffPrincipal.user(user, session.id(), session.mustEnrol()));
        }
        return asAdmin(session.adminMark(), Optional.of(session.id()));
    }

    private Optional<StaffPrincipal> asAdmin(Optional<byte[]> mark, Optional<UUID> session) {
        return mark.filter(admin::isPresent).map(_ -> StaffPrincipal.adminToken(session));
    }
}
