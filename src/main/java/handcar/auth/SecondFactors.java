package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.problem.Problem;
import handcar.text.Sha256;

/// The second factor of users who have one: a one-time password, or a recovery code where the device is lost. Each code works once.
public final class SecondFactors {
    private static final int RECOVERY_CODES = 10;

    /// 120 bits, so that a hash tells nothing (OWASP ASVS 5.0, 6.5.2).
    private static final int RECOVERY_BYTES = 15;

    private final Database db;
    private final SecretEncryption encryption;

    /// @param since empty when there is none
    /// @param recoveryCodes how many are left
    /// @param required whether the user's role must have one
    record State(Optional<Instant> since, long recoveryCodes, boolean required) {}

    private record Stored(Optional<Secret> secret, boolean confirmed, long lastStep) {}

    public SecondFactors(Database db, SecretEncryption encryption) {
        this.db = db;
        this.encryption = encryption;
    }

    State state(UUID user) {
        return db.named("auth.totp-state")
                .with("id", user)
                .first(
                        row ->
                                new State(
                                        row.findInstant("totp_at"),
                                        row.number("codes"),
                                        row.flag("required")))
                .orElseThrow(Problem.notFound("user"));
    }

    /// A new secret that the first right code confirms; [Problem.Conflict] when there is one already.
    Secret offer(Tx tx, UUID user) {
        Secret secret = Totp.random();
        Optional<UUID> offered =
                tx.named("auth.offer-totp")
                        .with("id", user)
                        .with("secret", encryption.sealAll(Map.of("totp", secret), purpose(user)))
                        .first(row -> row.uuid("id"));
        if (offered.isEmpty()) {
            throw new Problem.Conflict(
                    "totp_enabled", "There is a second factor already. Remove it first.");
        }
        return secret;
    }

    /// Confirms the secret by its first code and returns the recovery codes; empty when the code is wrong.
    Optional<List<String>> confirm(Tx tx, UUID user, String code) {
        Optional<Stored> stored = stored(tx, user);
        if (stored.isEmpty()) {
            throw new Problem.Conflict("no_totp", "Ask for a secret first.");
        }
        return useStep(tx, user, stored.get(), plain(code))
                ? Optional.of(renewRecoveryCodes(tx, user))
                : Optional.empty();
    }

    /// Whether a code of a confirmed factor, or a recovery code, is right; it is used up then.
    boolean accept(Tx tx, UUID user, String code) {
        String plain = plain(code);
        return stored(tx, user)
                .filter(Stored::confirmed)
                .map(
                        stored ->
                                useStep(tx, user, stored, plain)
                                        || tx.named("auth.spend-recovery-code")
                                                .with("user_id", user)
                                                .with("hash", hash(user, plain))
                                                .first(row -> true)
                                                .orElse(false))
                .orElse(false);
    }

    /// New recovery codes in place of the present ones; they are not shown again.
    List<String> renewRecoveryCodes(Tx tx, UUID user) {
        tx.named("auth.drop-recovery-codes").with("user_id", user).change();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            String code = Totp.randomBase32(RECOVERY_BYTES);
            tx.named("auth.add-recovery-code")
                    .with("user_id", user)
                    .with("hash", hash(user, code))
                    .change();
            codes.add(code.replaceAll("(.{4})(?=.)", "$1-").toLowerCase(Locale.ROOT));
        }
        return codes;
    }

    /// Removes the factor with its recovery codes; false when there was none.
    boolean remove(Tx tx, UUID user) {
        tx.named("auth.drop-recovery-codes").with("user_id", user).change();
        return tx.named("auth.remove-totp").with("id", user).first(row -> true).orElse(false);
    }

    /// The roles that must have a second factor.
    List<Role> demanded() {
        return db.named("auth.find-login-rules").only(row -> row.texts("totp_roles")).stream()
                .map(Role::of)
                .toList();
    }

    /// Who of these roles has no second factor can only set one up from now on.
    void demand(Tx tx, Collection<Role> roles) {
        tx.named("auth.put-login-rules")
                .with("roles", roles.stream().distinct().map(Role::wire).toArray(String[]::new))
                .change();
    }

    /// Encrypts again with the current key what was encrypted with a former one; returns the number of rows.
    public int reseal(Tx tx) {
        Map<UUID, byte[]> renewed = new HashMap<>();
        tx.named("auth.totp-secrets")
                .list(
                        row ->
                                encryption
                                        .renewed(row.bytes("totp_secret"), purpose(row.uuid("id")))
                                        .map(next -> renewed.put(row.uuid("id"), next)));
        renewed.forEach(
                (user, secret) ->
                        tx.named("auth.reseal-totp")
                                .with("id", user)
                                .with("secret", secret)
                                .change());
        return renewed.size();
    }

    /// A step that was used, or an earlier one, is refused.
    private static boolean useStep(Tx tx, UUID user, Stored stored, String code) {
        OptionalLong step =
                stored.secret()
                        .map(secret -> Totp.step(secret, code, Instant.now()))
                        .orElse(OptionalLong.empty());
        if (step.isEmpty() || step.getAsLong() <= stored.lastStep()) {
            return false;
        }
        tx.named("auth.use-totp-step").with("id", user).with("step", step.getAsLong()).change();
        return true;
    }

    private Optional<Stored> stored(Tx tx, UUID user) {
        return tx.named("auth.find-totp").with("id", user).first(row -> stored(row, user));
    }

    private Stored stored(Row row, UUID user) {
        return new Stored(
                encryption
                        .openAll(row.bytes("totp_secret"), purpose(user))
                        .flatMap(all -> Optional.ofNullable(all.get("totp"))),
                row.findInstant("totp_at").isPresent(),
                row.number("totp_step"));
    }

    /// As it was made, however it is written: with spaces, dashes, small letters.
    private static String plain(String code) {
        return code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT);
    }

    private static byte[] hash(UUID user, String code) {
        return Sha256.of(user + "\n" + code);
    }

    private static String purpose(UUID user) {
        return "users/" + user + "/totp";
    }
}
