package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.net.HmacSignatures;

/// The secrets by which a website proves who its visitors are: its own server signs each visitor's id, so that a page cannot name
/// somebody else's. Each agent has its own.
public final class IdentitySecrets {
    /// How long the former secret is valid after a new one was made, so that a website can change it without a gap.
    private static final Duration OVERLAP = Duration.ofDays(1);

    private static final String PRESENT = "key";
    private static final String FORMER = "former";

    private final Database db;
    private final SecretEncryption encryption;

    public IdentitySecrets(Database db, SecretEncryption encryption) {
        this.db = db;
        this.encryption = encryption;
    }

    /// Makes a new secret, which is not shown again.
    Secret renew(Tx tx, UUID agent) {
        Secret made = Secret.random();
        Map<String, Secret> all = new HashMap<>();
        all.put(PRESENT, made);
        find(tx, agent).stream().findFirst().ifPresent(former -> all.put(FORMER, former));
        tx.named("auth.put-identity-secret")
                .with("agent_id", agent)
                .with("secrets", encryption.sealAll(all, purpose(agent)))
                .with("former_until", Instant.now().plus(OVERLAP))
                .change();
        return made;
    }

    /// Removes an agent's secret; false when there was none.
    boolean remove(Tx tx, UUID agent) {
        return tx.named("auth.remove-identity-secret").with("agent_id", agent).change() == 1;
    }

    /// What is wrong with the proof of a visitor's id, as the end of a sentence; empty when it is right.
    ///
    /// @param identity the hexadecimal HMAC-SHA256 of the id by the agent's secret
    public Optional<String> fault(UUID agent, String externalId, String identity) {
        List<Secret> secrets = find(db, agent);
        if (secrets.isEmpty()) {
            return Optional.of("cannot be checked: this agent has no identity secret");
        }
        byte[] id = externalId.getBytes(StandardCharsets.UTF_8);
        boolean right =
                secrets.stream()
                        .anyMatch(secret -> HmacSignatures.isHex(identity, secret.reveal(), id));
        return right
                ? Optional.empty()
                : Optional.of(
                        "is not the HMAC-SHA256 of external_id by the agent's identity secret, in"
                                + " hexadecimal digits");
    }

    /// Encrypts again with the current key what was encrypted with a former one; returns the number of rows.
    public int reseal(Tx tx) {
        Map<UUID, byte[]> renewed = new HashMap<>();
        tx.named("auth.identity-secrets")
                .list(
                        row ->
                                encryption
                                        .renewed(
                                                row.bytes("secrets"), purpose(row.uuid("agent_id")))
                                        .map(next -> renewed.put(row.uuid("agent_id"), next)));
        renewed.forEach(
                (agent, secrets) ->
                        tx.named("auth.reseal-identity-secret")
                                .with("agent_id", agent)
                                .with("secrets", secrets)
                                .change());
        return renewed.size();
    }

    /// The valid secrets, the present one first.
    private List<Secret> find(Db from, UUID agent) {
        return from.named("auth.find-identity-secret")
                .with("agent_id", agent)
                .first(this::secrets)
                .orElse(List.of());
    }

    private List<Secret> secrets(Row row) {
        Map<String, Secret> all =
                encryption
                        .openAll(row.bytes("secrets"), purpose(row.uuid("agent_id")))
                        .orElse(Map.of());
        boolean both = row.findInstant("former_until").filter(Instant.now()::isBefore).isPresent();
        return Stream.of(PRESENT, FORMER)
                .filter(name -> both || name.equals(PRESENT))
                .filter(all::containsKey)
                .map(all::get)
                .toList();
    }

    private static String purpose(UUID agent) {
        return "identity_secrets/" + agent;
    }
}
