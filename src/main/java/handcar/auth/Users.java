package handcar.auth;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.db.Database;
import handcar.db.Tx;
import handcar.problem.Problem;

/// The users. The last owner who can log in cannot be deleted, disabled or given a lower role.
public final class Users {
    private final Database db;
    private final AuditLog audit;
    private final LoginThrottle throttle;
    private final Reauthentication reauthentication;
    private final MailedCodes mailed;

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

    public Users(Database db, AuditLog audit, Sessions sessions, MailedCodes mailed) {
        this.db = db;
        this.audit = audit;
        this.throttle = sessions.throttle();
        this.reauthentication = sessions.reauthentication();
        this.mailed = mailed;
    }

    /// All users.
    public List<User> all() {
        return UserStore.users(db);
    }

    /// The names of all who work here or did, with their roles; nothing that only owners may know.
    public List<Map<String, Object>> colleagues() {
        return db.named("auth.colleagues")
                .list(
                        row ->
                                Map.of(
                                        "id", row.uuid("id").toString(),
                                        "name", row.text("name"),
                                        "role", row.text("role"),
                                        "active", !row.flag("disabled")));
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

    /// Changes a user. A new password or a disabled account ends their sessions. For a new password of their own the caller shows the
    /// present one.
    ///
    /// @param present the caller's own present password, if they showed it and it is right
    User change(StaffPrincipal by, UUID id, Change change, Optional<String> present) {
        change.password()
                .ifPresent(
                        next -> {
                            if (by.userId().filter(id::equals).isPresent()) {
                                requireAnother(
                                        "password", present.orElseThrow(Users::needed), next);
                            }
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
                        endAccess(tx, id, Optional.empty());
                    }
                    Map<String, Object> details = new LinkedHashMap<>();
                    details.put("fields", change.fields());
                    if (steppingDown || hash.isPresent()) {
                        details.putAll(endInvitations(tx, id));
                    }
                    audit.record(tx, by, "user.changed", id, details);
                    return user;
                });
    }

    /// Deletes a user; the audit log keeps their name.
    public void delete(StaffPrincipal by, UUID id) {
        db.runTx(
                tx -> {
                    requireAnotherOwner(tx, id);
                    User user = UserStore.user(tx, id).orElseThrow(Problem.notFound("user"));
                    Map<String, Object> details = new LinkedHashMap<>();
                    details.put("email", user.email());
                    details.putAll(endInvitations(tx, id));
                    UserStore.deleteUser(tx, id);
                    audit.record(tx, by, "user.deleted", id, details);
                });
    }

    /// Changes the caller's own password after checking the present one; ends their other sessions, and what other browsers keep as
    /// the proof that this account has logged in there.
    ///
    /// @return this browser's new proof
    String changeOwnPassword(StaffPrincipal self, String present, String next, String address) {
        UUID id =
                self.userId()
                        .orElseThrow(
                                () ->
                                        new Problem.Forbidden(
                                                "no_password", "Only people have passwords."));
        reauthentication.requirePassword(self, id, present, address);
        requireAnother("new_password", present, next);
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
                    endAccess(tx, id, self.session());
                    audit.record(tx, self, "user.password_changed", id, endInvitations(tx, id));
                });
        return throttle.deviceProof(id, hash);
    }

    /// What was opened, or could be opened, before the password was another one.
    private void endAccess(Tx tx, UUID id, Optional<UUID> except) {
        UserStore.revokeSessions(tx, id, except);
        mailed.end(tx, id);
    }

    /// Nobody's invitations outlive their right to invite, or their password: a session that somebody else had may have sent them, and
    /// would be back with the account that one makes (OWASP ASVS 5.0, 7.4).
    ///
    /// @return what the record says of it
    private static Map<String, Object> endInvitations(Tx tx, UUID id) {
        List<String> ended = UserStore.endInvitations(tx, id);
        return ended.isEmpty() ? Map.of() : Map.of("invitations_removed", ended);
    }

    /// A mailbox is not flooded from one address; what an account gets in all is limited where the mail is written.
    void limitMails(String email, String address) {
        byte[] _ = throttle.countTry("mail " + email.toLowerCase(Locale.ROOT), address);
    }

    /// Sets a new password by the code of a mailed link and ends all sessions; [Problem.Unauthorized] when the link was used or is too
    /// old. A password that is refused uses nothing up.
    void resetPassword(String code, String next) {
        User user = mailed.user(db, code).orElseThrow(Users::linkEnded);
        requireGood("new_password", next, user.email());
        Change change =
                new Change(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(PasswordHasher.hash(next)));
        db.runTx(
                tx -> {
                    if (!mailed.spend(tx, MailedCodes.Purpose.PASSWORD_RESET, user.id(), code)) {
                        throw linkEnded();
                    }
                    UserStore.changeUser(tx, user.id(), change);
                    endAccess(tx, user.id(), Optional.empty());
                    audit.record(
                            tx,
                            Actor.unknown(user.email()),
                            "user.password_reset",
                            user.id(),
                            endInvitations(tx, user.id()));
                });
    }

    private static Problem.Unauthorized linkEnded() {
        return new Problem.Unauthorized(
                "invalid_code", "This link was used before or is too old. Ask for a new one.");
    }

    /// One try to guess what only the caller knows, slowed down like a log-in; [Problem.BadFields] when it is wrong.
    ///
    /// @param step empty when it is wrong
    <T> T guess(
            StaffPrincipal by,
            String account,
            String address,
            String field,
            Function<Tx, Optional<T>> step) {
        LoginTry attempt = throttle.begin(by, account, address);
        return attempt.decide(
                        () ->
                                db.tx(
                                        tx -> {
                                            Optional<T> right = step.apply(tx);
                                            right.ifPresent(_ -> attempt.forget(tx));
                                            return right;
                                        }))
                .orElseThrow(
                        () -> new Problem.BadFields(field, "is not right, or was used before"));
    }

    private static Problem.BadFields needed() {
        return new Problem.BadFields(
                Reauthentication.FIELD, "is needed for a new password of your own");
    }

    private static void requireAnother(String field, String present, String next) {
        if (Normalizer.normalize(next, Normalizer.Form.NFKC)
                .equals(Normalizer.normalize(present, Normalizer.Form.NFKC))) {
            throw new Problem.BadFields(field, "must not be the present one");
        }
    }

    static void requireGood(String field, String password, String email) {
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

    static Problem.Conflict emailTaken() {
        return new Problem.Conflict("email_taken", "There is a user with this e-mail already.");
    }
}
