package handcar.auth;

import module java.base;

import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.problem.Problem;

/// The users. The last owner who can log in cannot be deleted, disabled or given a lower role.
public final class Users {
    private final Database db;
    private final AuditLog audit;
    private final LoginThrottle throttle;
    private final SessionList logins;

    /// A change to a user; empty values stay as they are.
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

    public Users(Database db, AuditLog audit, Sessions sessions, SessionList logins) {
        this.db = db;
        this.audit = audit;
        this.throttle = sessions.throttle();
        this.logins = logins;
    }

    /// All users.
    public List<User> all() {
        return UserStore.users(db);
    }

    /// One user, whether disabled or not.
    public Optional<User> find(UUID id) {
        return UserStore.user(db, id);
    }

    /// Adds a user; [Problem.Conflict] when the e-mail is taken in any spelling.
    public User add(StaffPrincipal by, String email, String name, Role role, String password) {
        requireGood("password", password, email);
        String hash = PasswordHasher.hash(password);
        return db.tx(
                tx -> {
                    User user =
                            UserStore.addUser(tx, email, name, role, hash)
                                    .orElseThrow(Users::emailTaken);
                    audit.record(
                            tx,
                            by,
                            "user.added",
                            user.id(),
                            Map.of("email", email, "role", role.wire()));
                    return user;
                });
    }

    /// Changes a user. A new password or a disabled account ends their sessions. For a new password the caller shows their own
    /// present one; for somebody else's, a log-in of the last minutes is as good.
    ///
    /// @param present the caller's own present password, if they showed it
    User change(
            StaffPrincipal by, UUID id, Change change, Optional<String> present, String address) {
        change.password()
                .ifPresent(
                        next -> {
                            requirePresent(by, id, present, address);
                            User user = find(id).orElseThrow(Problem.notFound("user"));
                            requireGood("password", next, user.email());
                        });
        Optional<String> hash = change.password().map(PasswordHasher::hash);
        return db.tx(
                tx -> {
                    boolean steppingDown =
                            change.role().filter(to -> to != Role.OWNER).isPresent()
                                    || change.disabled().orElse(false);
                    if (steppingDown) {
                        requireAnotherOwner(tx, id);
                    }
                    User user =
                            UserStore.changeUser(
                                            tx,
                                            id,
                                            new Change(
                                                    change.name(),
                                                    change.role(),
                                                    change.disabled(),
                                                    hash))
                                    .orElseThrow(Problem.notFound("user"));
                    if (hash.isPresent() || change.disabled().orElse(false)) {
                        UserStore.revokeSessions(tx, id, Optional.empty());
                    }
                    audit.record(tx, by, "user.changed", id, Map.of("fields", change.fields()));
                    return user;
                });
    }

    /// Deletes a user; the audit log keeps their name.
    public void delete(StaffPrincipal by, UUID id) {
        db.runTx(
                tx -> {
                    requireAnotherOwner(tx, id);
                    User user = UserStore.user(tx, id).orElseThrow(Problem.notFound("user"));
                    UserStore.deleteUser(tx, id);
                    audit.record(tx, by, "user.deleted", id, Map.of("email", user.email()));
                });
    }

    /// Changes the caller's own password after checking the present one; ends their other sessions.
    void changeOwnPassword(StaffPrincipal self, String present, String next, String address) {
        UUID id =
                self.userId()
                        .orElseThrow(
                                () ->
                                        new Problem.Forbidden(
                                                "no_password", "Only people have passwords."));
        requireRight(id, present, address);
        requireGood("new_password", next, self.email());
        String hash = PasswordHasher.hash(next);
        db.runTx(
                tx -> {
                    UserStore.changeUser(
                            tx,
                            id,
                            new Change(
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.empty(),
                                    Optional.of(hash)));
                    UserStore.revokeSessions(tx, id, self.session());
                    audit.record(tx, self, "user.password_changed", id);
                });
    }

    private void requirePresent(
            StaffPrincipal by, UUID of, Optional<String> present, String address) {
        boolean own = by.userId().filter(of::equals).isPresent();
        if (present.isPresent() && by.userId().isPresent()) {
            requireRight(by.userId().get(), present.get(), address);
        } else if (own || !logins.isFresh(by)) {
            throw new Problem.BadFields(
                    "current_password", "your own present password is needed for a new one");
        }
    }

    /// Guesses of a password from within a log-in are slowed down like those of a log-in.
    private void requireRight(UUID id, String present, String address) {
        byte[] tries = throttle.countTry("password " + id, address);
        String stored = UserStore.password(db, id).orElseThrow(Problem.notFound("user"));
        if (!PasswordHasher.matches(present, stored)) {
            throw new Problem.BadFields("current_password", "is not right");
        }
        UserStore.forgetTries(db, tries);
    }

    private static void requireGood(String field, String password, String email) {
        PasswordPolicy.fault(password, email)
                .ifPresent(
                        fault -> {
                            throw new Problem.BadFields(field, fault);
                        });
    }

    private static void requireAnotherOwner(Tx tx, UUID id) {
        List<UUID> owners = UserStore.lockOwners(tx);
        if (owners.equals(List.of(id))) {
            throw new Problem.Conflict(
                    "last_owner", "This is the last owner who can log in. Make another one first.");
        }
    }

    private static Problem.Conflict emailTaken() {
        return new Problem.Conflict("email_taken", "There is a user with this e-mail already.");
    }
}
