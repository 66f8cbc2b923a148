package handcar.auth;

import module java.base;

import handcar.db.Db;
import handcar.db.Row;
import handcar.db.UuidV7;

/// The rows of users, sessions, refresh tokens and log-in attempts.
final class UserStore {
    private UserStore() {}

    /// A user with the stored form of their password.
    record Login(User user, String password) {}

    /// A session that has not ended: of a user, or of the admin token whose digest is `adminMark`.
    ///
    /// @param mustEnrol whether the user's role needs a second factor and they have none yet
    record Session(
            UUID id,
            Optional<User> user,
            Optional<byte[]> adminMark,
            boolean stale,
            boolean mustEnrol) {}

    static List<User> users(Db db) {
        return db.named("auth.find-users").list(UserStore::user);
    }

    static Optional<User> user(Db db, UUID id) {
        return db.named("auth.find-user").with("id", id).first(UserStore::user);
    }

    static Optional<Login> login(Db db, String email) {
        return db.named("auth.find-login")
                .with("email", email)
                .first(row -> new Login(user(row), row.text("password")));
    }

    static Optional<String> password(Db db, UUID id) {
        return db.named("auth.find-password").with("id", id).first(row -> row.text("password"));
    }

    /// Empty when the e-mail is taken.
    static Optional<User> addUser(Db db, String email, String name, Role role, String password) {
        return db.named("auth.add-user")
                .with("id", UuidV7.next())
                .with("email", email)
                .with("name", name)
                .with("role", role)
                .with("password", password)
                .first(UserStore::user);
    }

    static Optional<User> changeUser(Db db, UUID id, Users.Change change) {
        return db.named("auth.change-user")
                .with("id", id)
                .with("name", change.name())
                .with("role", change.role())
                .with("disabled", change.disabled())
                .with("password", change.password())
                .first(UserStore::user);
    }

    /// The addresses that this user had invited.
    static List<String> endInvitations(Db db, UUID inviter) {
        return db.named("auth.end-invitations")
                .with("inviter", inviter)
                .list(row -> row.text("email"));
    }

    static boolean deleteUser(Db db, UUID id) {
        return db.named("auth.delete-user").with("id", id).change() == 1;
    }

    static List<UUID> lockOwners(Db db) {
        return db.named("auth.lock-owners").list(row -> row.uuid("id"));
    }

    static boolean hasOwner(Db db) {
        return db.named("auth.has-owner").only(row -> row.flag("has_owner"));
    }

    static void noteLogin(Db db, UUID id, Optional<String> rehashed) {
        db.named("auth.note-login").with("id", id).with("password", rehashed).change();
    }

    static void addSession(
            Db db,
            UUID id,
            Optional<UUID> user,
            Optional<byte[]> adminMark,
            byte[] cookie,
            LoginSource from,
            Duration lifetime) {
        db.named("auth.add-session")
                .with("id", id)
                .with("user_id", user)
                .with("admin_mark", adminMark)
                .with("cookie", cookie)
                .with("address", from.address())
                .with("browser", from.browser())
                .with("seconds", (double) lifetime.toSeconds())
                .change();
    }

    static Optional<Session> session(Db db, UUID id) {
        return db.named("auth.find-session").with("id", id).first(UserStore::session);
    }

    static Optional<Session> sessionByCookie(Db db, byte[] cookie) {
        return db.named("auth.find-session-by-cookie")
                .with("cookie", cookie)
                .first(UserStore::session);
    }

    static void touchSession(Db db, UUID id, Duration idle, Duration most) {
        db.named("auth.touch-session")
                .with("id", id)
                .with("seconds", (double) idle.toSeconds())
                .with("most", (double) most.toSeconds())
                .change();
    }

    static List<SessionList.OpenSession> ownSessions(
            Db db, Optional<UUID> user, List<byte[]> adminMarks) {
        return db.named("auth.own-sessions")
                .with("user_id", user)
                .with("admin_marks", hex(adminMarks))
                .list(
                        row ->
                                new SessionList.OpenSession(
                                        row.uuid("id"),
                                        row.text("address"),
                                        row.text("browser"),
                                        row.instant("created_at"),
                                        row.instant("seen_at"),
                                        row.instant("expires_at")));
    }

    private static String[] hex(List<byte[]> marks) {
        return marks.stream().map(HexFormat.of()::formatHex).toArray(String[]::new);
    }

    static Optional<UUID> endSessionOfCookie(Db db, byte[] cookie) {
        return db.named("auth.end-session-of-cookie")
                .with("cookie", cookie)
                .first(row -> row.uuid("id"));
    }

    static boolean revokeSession(Db db, UUID id) {
        return db.named("auth.revoke-session").with("id", id).change() == 1;
    }

    static void revokeSessions(Db db, UUID user, Optional<UUID> except) {
        db.named("auth.revoke-user-sessions").with("user_id", user).with("except", except).change();
    }

    static void addRefresh(Db db, UUID session, byte[] hash) {
        db.named("auth.add-refresh").with("hash", hash).with("session_id", session).change();
    }

    static Optional<UUID> spendRefresh(Db db, byte[] hash) {
        return db.named("auth.spend-refresh")
                .with("hash", hash)
                .first(row -> row.uuid("session_id"));
    }

    static Optional<UUID> refreshFamily(Db db, byte[] hash) {
        return db.named("auth.find-refresh")
                .with("hash", hash)
                .first(row -> row.uuid("session_id"));
    }

    static boolean countTry(Db db, byte[] who, int most) {
        return !db.named("auth.count-try")
                .with("who", who)
                .with("most", most)
                .list(row -> true)
                .isEmpty();
    }

    static Duration waitForTry(Db db, byte[] who) {
        return Duration.ofSeconds(
                db.named("auth.wait-for-try")
                        .with("who", who)
                        .only(row -> row.findNumber("seconds").orElse(1L)));
    }

    static void forgetTries(Db db, byte[] who) {
        db.named("auth.forget-tries").with("who", who).change();
    }

    /// Deletes expired sessions and old log-in attempts.
    static void sweep(Db db) {
        db.named("auth.sweep-tries").change();
        db.named("auth.sweep-failures").change();
        db.named("auth.sweep-sessions").change();
    }

    static User user(Row row) {
        return new User(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                Role.of(row.text("role")),
                row.flag("disabled"),
                row.instant("created_at"),
                row.findInstant("last_login_at"),
                row.flag("totp"));
    }

    private static Session session(Row row) {
        return new Session(
                row.uuid("session_id"),
                row.findUuid("id").map(_ -> user(row)),
                row.findBytes("admin_mark"),
                row.flag("stale"),
                row.findUuid("id").isPresent() && row.flag("must_enrol"));
    }
}
