package handcar.account;

import handcar.db.Db;
import handcar.db.Ids;
import handcar.db.Row;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// The rows of users, sessions and log-in tries.
final class AccountStore {
    private AccountStore() {}

    /// A user with the stored form of their password.
    record Login(User user, String password) {}

    /// A living session: a user's, or one opened with the admin token that left its mark.
    record Session(UUID id, Optional<User> user, Optional<byte[]> adminMark, boolean stale) {}

    static List<User> users(Db db) {
        return db.named("account.find-users").list(AccountStore::user);
    }

    static Optional<User> user(Db db, UUID id) {
        return db.named("account.find-user").with("id", id).first(AccountStore::user);
    }

    static Optional<Login> login(Db db, String email) {
        return db.named("account.find-login")
                .with("email", email)
                .first(row -> new Login(user(row), row.text("password")));
    }

    static Optional<String> password(Db db, UUID id) {
        return db.named("account.find-password").with("id", id).first(row -> row.text("password"));
    }

    /// Empty when the address is taken.
    static Optional<User> addUser(Db db, String email, String name, Role role, String password) {
        return db.named("account.add-user")
                .with("id", Ids.next())
                .with("email", email)
                .with("name", name)
                .with("role", role)
                .with("password", password)
                .first(AccountStore::user);
    }

    static Optional<User> changeUser(Db db, UUID id, Users.Change change) {
        return db.named("account.change-user")
                .with("id", id)
                .with("name", change.name().orElse(null))
                .with("role", change.role().orElse(null))
                .with("disabled", change.disabled().orElse(null))
                .with("password", change.password().orElse(null))
                .first(AccountStore::user);
    }

    static boolean deleteUser(Db db, UUID id) {
        return db.named("account.delete-user").with("id", id).change() == 1;
    }

    static List<UUID> lockOwners(Db db) {
        return db.named("account.lock-owners").list(row -> row.uuid("id"));
    }

    static void noteLogin(Db db, UUID id, Optional<String> rehashed) {
        db.named("account.note-login")
                .with("id", id)
                .with("password", rehashed.orElse(null))
                .change();
    }

    static void addSession(
            Db db,
            UUID id,
            Optional<UUID> user,
            Optional<byte[]> adminMark,
            byte[] cookie,
            String address,
            Duration lifetime) {
        db.named("account.add-session")
                .with("id", id)
                .with("user_id", user.orElse(null))
                .with("admin_mark", adminMark.orElse(null))
                .with("cookie", cookie)
                .with("address", address)
                .with("seconds", (double) lifetime.toSeconds())
                .change();
    }

    static Optional<Session> session(Db db, UUID id) {
        return db.named("account.find-session").with("id", id).first(AccountStore::session);
    }

    static Optional<Session> sessionByCookie(Db db, byte[] cookie) {
        return db.named("account.find-session-by-cookie")
                .with("cookie", cookie)
                .first(AccountStore::session);
    }

    static void touchSession(Db db, UUID id, Duration idle, Duration most) {
        db.named("account.touch-session")
                .with("id", id)
                .with("seconds", (double) idle.toSeconds())
                .with("most", (double) most.toSeconds())
                .change();
    }

    static boolean revokeSession(Db db, UUID id) {
        return db.named("account.revoke-session").with("id", id).change() == 1;
    }

    static void revokeSessions(Db db, UUID user, Optional<UUID> except) {
        db.named("account.revoke-user-sessions")
                .with("user_id", user)
                .with("except", except.orElse(null))
                .change();
    }

    static void addRefresh(Db db, UUID session, byte[] hash) {
        db.named("account.add-refresh").with("hash", hash).with("session_id", session).change();
    }

    static Optional<UUID> spendRefresh(Db db, byte[] hash) {
        return db.named("account.spend-refresh")
                .with("hash", hash)
                .first(row -> row.uuid("session_id"));
    }

    static Optional<UUID> refreshFamily(Db db, byte[] hash) {
        return db.named("account.find-refresh")
                .with("hash", hash)
                .first(row -> row.uuid("session_id"));
    }

    static boolean countTry(Db db, byte[] who, int most) {
        return !db.named("account.count-try")
                .with("who", who)
                .with("most", most)
                .list(row -> true)
                .isEmpty();
    }

    static Duration waitForTry(Db db, byte[] who) {
        return Duration.ofSeconds(
                db.named("account.wait-for-try")
                        .with("who", who)
                        .only(row -> row.findNumber("seconds").orElse(1L)));
    }

    static void forgetTries(Db db, byte[] who) {
        db.named("account.forget-tries").with("who", who).change();
    }

    /// Takes away what nobody can use any more.
    static void sweep(Db db) {
        db.named("account.sweep-tries").change();
        db.named("account.sweep-sessions").change();
    }

    private static User user(Row row) {
        return new User(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                Role.of(row.text("role")),
                row.flag("disabled"),
                row.instant("created_at"),
                row.findInstant("last_login_at"));
    }

    private static Session session(Row row) {
        return new Session(
                row.uuid("session_id"),
                row.findUuid("id").map(_ -> user(row)),
                row.findBytes("admin_mark"),
                row.flag("stale"));
    }
}
