package handcar.account;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Ids;
import handcar.db.Tx;
import handcar.http.Clients;
import handcar.http.Problem;

import java.security.MessageDigest;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// Log-ins. One gives a browser its cookie and a program its access and refresh tokens; all of them end with the session.
///
/// A refresh token works once. Showing a spent one means that two parties have it, and nobody can tell which is the thief:
/// the whole session ends. A client must therefore not refresh twice at once, nor repeat a refresh whose answer it lost;
/// if it does, its user logs in again.
public final class Sessions {
    /// Unused for so long, a session is over.
    static final Duration IDLE = Duration.ofDays(7);

    /// However busy, a session ends and the password is asked for again.
    static final Duration LONGEST = Duration.ofDays(30);

    /// Of the contract: 5 tries a minute for one e-mail from one address.
    private static final int TRIES = 5;

    private final Database db;
    private final Audit audit;
    private final Keys keys;
    private final AccessTokens access;
    private final Secret adminToken;

    /// What a log-in or refresh gives away. The cookie only at log-in: it stays good as long as the session.
    public record Opened(
            Staff staff, String accessToken, String refreshToken, Optional<String> cookie) {}

    public Sessions(Database db, Audit audit, Secret jwtSecret, Secret adminToken) {
        this.db = db;
        this.audit = audit;
        this.keys = new Keys(jwtSecret);
        this.access = new AccessTokens(keys);
        this.adminToken = adminToken;
    }

    /// Opens a session for whoever knows the password; [Problem.Unauthorized] when e-mail or password is wrong or the
    /// account is disabled (which of these is not told), [Problem.RateLimited] after five tries.
    public Opened login(String email, String password, String address) {
        byte[] who = countTry(email.toLowerCase(Locale.ROOT), address);
        Optional<AccountStore.Login> found = AccountStore.login(db, email);
        Optional<AccountStore.Login> proven = prove(found, password);
        if (proven.isEmpty()) {
            throw refused(Actor.unknown(email), found.map(login -> login.user().id()), address);
        }
        User user = proven.get().user();
        Optional<String> rehashed =
                Optional.of(proven.get().password())
                        .filter(Passwords::isOutdated)
                        .map(_ -> Passwords.hash(password));
        return db.tx(
                tx -> {
                    AccountStore.noteLogin(tx, user.id(), rehashed);
                    return open(tx, Optional.of(user), who, address);
                });
    }

    /// Opens an owner's session for whoever has the admin token.
    public Opened loginAsAdmin(String token, String address) {
        byte[] who = countTry("admin token", address);
        if (!isAdminToken(token)) {
            throw refused(Actor.unknown("Admin token"), Optional.empty(), address);
        }
        return db.tx(tx -> open(tx, Optional.empty(), who, address));
    }

    /// Trades a refresh token for the next one and a new access token; [Problem.Unauthorized] for anything else, and the
    /// end of the session when the token was spent before.
    public Opened refresh(String token) {
        byte[] hash = keys.mark("refresh", token);
        Optional<Opened> next = db.tx(tx -> spend(tx, hash));
        if (next.isEmpty()) {
            AccountStore.refreshFamily(db, hash).ifPresent(this::endStolen);
            throw new Problem.Unauthorized(
                    "invalid_refresh_token",
                    "This refresh token is unknown, over or was used before. Log in again.");
        }
        return next.get();
    }

    /// Ends the session behind the proof; nothing to end for the admin token itself and for keys.
    public void logout(Staff staff) {
        staff.session()
                .ifPresent(
                        session ->
                                db.tx(
                                        tx -> {
                                            if (AccountStore.revokeSession(tx, session)) {
                                                audit.record(
                                                        tx,
                                                        staff,
                                                        "session.ended",
                                                        "session",
                                                        session,
                                                        Map.of());
                                            }
                                            return true;
                                        }));
    }

    /// Whether it is the admin token; takes the same time for every text.
    boolean isAdminToken(String token) {
        return Keys.same(token, adminToken.reveal());
    }

    /// Who came with this access token, as they stand in the database now.
    Optional<Staff> byAccessToken(String token) {
        return access.session(token)
                .flatMap(session -> AccountStore.session(db, session))
                .flatMap(this::seen);
    }

    /// Who came with this cookie.
    Optional<Staff> byCookie(String cookie) {
        return AccountStore.sessionByCookie(db, keys.mark("cookie", cookie)).flatMap(this::seen);
    }

    private static Optional<AccountStore.Login> prove(
            Optional<AccountStore.Login> found, String password) {
        if (found.isEmpty()) {
            Passwords.compareWithNobody(password);
            return Optional.empty();
        }
        boolean right = Passwords.matches(password, found.get().password());
        return found.filter(login -> right && !login.user().disabled());
    }

    private Opened open(Tx tx, Optional<User> user, byte[] tries, String address) {
        UUID id = Ids.next();
        String cookie = Keys.random();
        AccountStore.addSession(
                tx,
                id,
                user.map(User::id),
                user.isEmpty() ? Optional.of(adminMark()) : Optional.empty(),
                keys.mark("cookie", cookie),
                address,
                IDLE);
        Staff staff =
                user.map(someone -> Staff.user(someone, id))
                        .orElseGet(() -> Staff.adminToken(Optional.of(id)));
        AccountStore.forgetTries(tx, tries);
        AccountStore.sweep(tx);
        Opened opened = give(tx, staff, id, Optional.of(cookie));
        audit.record(tx, staff, "session.opened", "session", id, Map.of("address", address));
        return opened;
    }

    private Opened give(Tx tx, Staff staff, UUID session, Optional<String> cookie) {
        String refresh = Keys.random();
        AccountStore.addRefresh(tx, session, keys.mark("refresh", refresh));
        String subject = staff.id().map(UUID::toString).orElse("admin");
        return new Opened(staff, access.issue(session, subject), refresh, cookie);
    }

    private Optional<Opened> spend(Tx tx, byte[] hash) {
        return AccountStore.spendRefresh(tx, hash)
                .flatMap(session -> AccountStore.session(tx, session))
                .flatMap(
                        session -> {
                            AccountStore.touchSession(tx, session.id(), IDLE, LONGEST);
                            return staff(session)
                                    .map(staff -> give(tx, staff, session.id(), Optional.empty()));
                        });
    }

    private void endStolen(UUID session) {
        db.tx(
                tx -> {
                    if (AccountStore.revokeSession(tx, session)) {
                        audit.record(
                                tx,
                                Actor.system(),
                                "session.refresh_reused",
                                "session",
                                session,
                                Map.of());
                    }
                    return true;
                });
    }

    private Optional<Staff> seen(AccountStore.Session session) {
        if (session.stale()) {
            AccountStore.touchSession(db, session.id(), IDLE, LONGEST);
        }
        return staff(session);
    }

    private Optional<Staff> staff(AccountStore.Session session) {
        if (session.user().isPresent()) {
            return session.user().map(user -> Staff.user(user, session.id()));
        }
        // another admin token than today's: whoever knew the former one is out
        return session.adminMark()
                .filter(mark -> MessageDigest.isEqual(mark, adminMark()))
                .map(_ -> Staff.adminToken(Optional.of(session.id())));
    }

    private byte[] adminMark() {
        return keys.mark("admin", adminToken.reveal());
    }

    private byte[] countTry(String name, String address) {
        byte[] who = keys.mark("try", name + "\n" + Clients.network(address));
        if (!AccountStore.countTry(db, who, TRIES)) {
            throw new Problem.RateLimited(
                    "Too many tries to log in. Wait a minute and try again.",
                    AccountStore.waitForTry(db, who));
        }
        return who;
    }

    private Problem refused(Actor actor, Optional<UUID> user, String address) {
        db.tx(
                tx -> {
                    audit.record(
                            tx,
                            actor,
                            "session.refused",
                            "user",
                            user.map(UUID::toString).orElse(""),
                            Map.of("address", address));
                    return true;
                });
        return new Problem.Unauthorized(
                "wrong_credentials", "The e-mail, password or token is not right.");
    }
}
