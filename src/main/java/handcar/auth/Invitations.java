package handcar.auth;

import module java.base;

import handcar.audit.Actor;
import handcar.audit.AuditLog;
import handcar.config.Secret;
import handcar.config.SigningSecrets;
import handcar.db.Database;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;
import handcar.problem.Problem;

/// Invites colleagues by a link that works once: mailed where a mail server is set, else handed on by the owner.
public final class Invitations {
    private static final Duration LIFETIME = Duration.ofDays(7);
    private static final String MARK = "invitation";

    private final Database db;
    private final AuditLog audit;
    private final KeyDerivation keys;
    private final StaffMailJob mails;

    /// An invitation that nobody has used yet.
    record Invitation(
            UUID id,
            String email,
            String name,
            Role role,
            String invitedBy,
            Instant createdAt,
            Instant expiresAt) {}

    /// @param link for the owner to hand on; empty when it was mailed
    record Invited(Invitation invitation, Optional<String> link) {}

    public Invitations(Database db, AuditLog audit, SigningSecrets signing, StaffMailJob mails) {
        this.db = db;
        this.audit = audit;
        this.keys = new KeyDerivation(signing);
        this.mails = mails;
    }

    List<Invitation> open() {
        return db.named("auth.invitations").list(Invitations::invitation);
    }

    /// Invites somebody; a former invitation of the same address ends. [Problem.Conflict] when the address has an account.
    Invited invite(StaffPrincipal by, String email, String name, Role role) {
        if (UserStore.login(db, email).isPresent()) {
            throw Users.emailTaken();
        }
        String code = Secret.random().reveal();
        return db.tx(
                tx -> {
                    tx.named("auth.sweep-invitations").change();
                    Invitation made =
                            tx.named("auth.put-invitation")
                                    .with("id", UuidV7.next())
                                    .with("hash", keys.mark(MARK, code))
                                    .with("email", email)
                                    .with("name", name)
                                    .with("role", role)
                                    .with("invited_by", by.name())
                                    .with("inviter", by.userId())
                                    .with("seconds", (double) LIFETIME.toSeconds())
                                    .only(Invitations::invitation);
                    audit.record(
                            tx,
                            by,
                            "invitation.sent",
                            made.id(),
                            Map.of("email", email, "role", role.wire()));
                    String link = mails.url() + "/admin#invitation=" + code;
                    if (mails.canSend()) {
                        mails.send(tx, mail(made, link));
                        return new Invited(made, Optional.empty());
                    }
                    return new Invited(made, Optional.of(link));
                });
    }

    private StaffMail mail(Invitation made, String link) {
        return new StaffMail(
                made.email(),
                "You are invited to Handcar",
                """
                %s invites you to answer customers at %s.

                Choose a password by this link, which works once, within a week:
                %s

                If you did not expect this, ignore it.
                """
                        .formatted(made.invitedBy(), mails.url(), link));
    }

    /// Takes an invitation back.
    void remove(StaffPrincipal by, UUID id) {
        db.runTx(
                tx -> {
                    String email =
                            tx.named("auth.remove-invitation")
                                    .with("id", id)
                                    .first(row -> row.text("email"))
                                    .orElseThrow(Problem.notFound("invitation"));
                    audit.record(tx, by, "invitation.removed", id, Map.of("email", email));
                });
    }

    /// Makes the account of who accepts an invitation; [Problem.Unauthorized] when the link was used, taken back or is too old. A
    /// password that is refused uses nothing up.
    ///
    /// @param name in place of the one that the owner wrote
    /// @param then what is done in the same transaction
    <T> T accept(
            String code, Optional<String> name, String password, BiFunction<Tx, User, T> then) {
        Invitation found =
                keys.find(MARK, code, hash -> find(hash)).orElseThrow(Invitations::ended);
        Users.requireGood("password", password, found.email());
        String hash = PasswordHasher.hash(password);
        return db.tx(tx -> then.apply(tx, accept(tx, found, name.orElse(found.name()), hash)));
    }

    private Optional<Invitation> find(byte[] hash) {
        return db.named("auth.find-invitation").with("hash", hash).first(Invitations::invitation);
    }

    private User accept(Tx tx, Invitation found, String name, String hash) {
        if (tx.named("auth.remove-invitation")
                .with("id", found.id())
                .first(row -> row.text("email"))
                .isEmpty()) {
            throw ended();
        }
        User user =
                UserStore.addUser(tx, found.email(), name, found.role(), hash)
                        .orElseThrow(Users::emailTaken);
        audit.record(
                tx,
                Actor.unknown(user.email()),
                "user.added",
                user.id(),
                Map.of(
                        "email",
                        user.email(),
                        "role",
                        user.role().wire(),
                        "invited_by",
                        found.invitedBy()));
        return user;
    }

    private static Problem.Unauthorized ended() {
        return new Problem.Unauthorized(
                "invalid_code",
                "This invitation was used before, taken back, or is too old. Ask for a new one.");
    }

    private static Invitation invitation(Row row) {
        return new Invitation(
                row.uuid("id"),
                row.text("email"),
                row.text("name"),
                Role.of(row.text("role")),
                row.text("invited_by"),
                row.instant("created_at"),
                row.instant("expires_at"));
    }
}
