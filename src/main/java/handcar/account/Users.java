package handcar.account;

import handcar.db.Database;
import handcar.db.Tx;
import handcar.http.Problem;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// The staff. Somebody can always come in as owner by password once there is such a user: the last one stays.
public final class Users {
    private final Database db;
    private final Audit audit;

    /// What is to change about a user; what is empty stays.
    public record Change(
            Optional<String> name,
            Optional<Role> role,
            Optional<Boolean> disabled,
            Optional<String> password) {
        private List<String> fields() {
            List<String> fields = new ArrayList<>();
            name.ifPresent(_ -> fields.add("name"));
            role.ifPresent(to -> fields.add("role=" + to.wire()));
            disabled.ifPresent(to -> fields.add("disabled=" + to));
            password.ifPresent(_ -> fields.add("password"));
            return fields;
        }
    }

    public Users(Database db, Audit audit) {
        this.db = db;
        this.audit = audit;
    }

    /// Everybody.
    public List<User> all() {
        return AccountStore.users(db);
    }

    /// One user, whether disabled or not.
    public Optional<User> find(UUID id) {
        return AccountStore.user(db, id);
    }

    /// Adds a user; [Problem.Conflict] when the e-mail is taken in any spelling.
    public User add(Staff by, String email, String name, Role role, String password) {
        String hash = Passwords.hash(password);
        return db.tx(
                tx -> {
                    User user =
                            AccountStore.addUser(tx, email, name, role, hash)
                                    .orElseThrow(Users::emailTaken);
                    audit.record(
                            tx,
                            by,
                            "user.added",
                            "user",
                            user.id(),
                            Map.of("email", email, "role", role.wire()));
                    return user;
                });
    }

    /// Changes a user. A new password or a closed account ends their sessions.
    public User change(Staff by, UUID id, Change change) {
        Optional<String> hash = change.password().map(Passwords::hash);
        return db.tx(
                tx -> {
                    boolean steppingDown =
                            change.role().filter(to -> to != Role.OWNER).isPresent()
                                    || change.disabled().orElse(false);
                    if (steppingDown) {
                        requireAnotherOwner(tx, id);
                    }
                    User user =
                            AccountStore.changeUser(
                                            tx,
                                            id,
                                            new Change(
                                                    change.name(),
                                                    change.role(),
                                                    change.disabled(),
                                                    hash))
                                    .orElseThrow(Users::noUser);
                    if (hash.isPresent() || change.disabled().orElse(false)) {
                        AccountStore.revokeSessions(tx, id, Optional.empty());
                    }
                    audit.record(
                            tx, by, "user.changed", "user", id, Map.of("fields", change.fields()));
                    return user;
                });
    }

    /// Takes a user away; what they did keeps their name.
    public void delete(Staff by, UUID id) {
        db.tx(
                tx -> {
                    requireAnotherOwner(tx, id);
                    User user = AccountStore.user(tx, id).orElseThrow(Users::noUser);
                    AccountStore.deleteUser(tx, id);
                    audit.record(tx, by, "user.deleted", "user", id, Map.of("email", user.email()));
                    return user;
                });
    }

    /// A person changes their own password, proving that they know the present one; their other sessions end.
    public void changeOwnPassword(Staff self, String present, String next) {
        UUID id =
                self.userId()
                        .orElseThrow(
                                () ->
                                        new Problem.Forbidden(
                                                "no_password", "Only people have passwords."));
        String stored = AccountStore.password(db, id).orElseThrow(Users::noUser);
        if (!Passwords.matches(present, stored)) {
            throw new Problem.BadFields("current_password", "is not right");
        }
        String hash = Passwords.hash(next);
        db.tx(
                tx -> {
                    AccountStore.changeUser(
                            tx,
                            id,
                            new Change(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(hash)));
                    AccountStore.revokeSessions(tx, id, self.session());
                    audit.record(tx, self, "user.password_changed", "user", id, Map.of());
                    return true;
                });
    }

    private static void requireAnotherOwner(Tx tx, UUID id) {
        List<UUID> owners = AccountStore.lockOwners(tx);
        if (owners.equals(List.of(id))) {
            throw new Problem.Conflict(
                    "last_owner", "This is the last owner who can log in. Make another one first.");
        }
    }

    private static Problem.Conflict emailTaken() {
        return new Problem.Conflict("email_taken", "There is a user with this e-mail already.");
    }

    static Problem.NotFound noUser() {
        return new Problem.NotFound("user_not_found", "There is no such user.");
    }
}
