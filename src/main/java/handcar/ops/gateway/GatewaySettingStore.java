package handcar.ops.gateway;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.json.Json;
import handcar.problem.Problem;

import org.jspecify.annotations.Nullable;

/// The rows of what staff set for the model gateway, as JSON without the keys of providers.
public final class GatewaySettingStore {
    private final Database db;
    private final SecretEncryption encryption;

    public GatewaySettingStore(Database db, SecretEncryption encryption) {
        this.db = db;
        this.encryption = encryption;
    }

    /// What the keys of a provider are encrypted for.
    public static String purpose(String provider) {
        return "model_provider:" + provider;
    }

    /// Encrypts again with the current key what was encrypted with a former one; returns the number of rows.
    public int reseal(Tx tx) {
        Map<UUID, byte[]> renewed = new HashMap<>();
        tx.named("ops.setting-secrets")
                .list(
                        row ->
                                encryption
                                        .renewed(row.bytes("secrets"), purpose(row.text("name")))
                                        .map(next -> renewed.put(row.uuid("id"), next)));
        renewed.forEach(
                (id, secrets) ->
                        tx.named("ops.reseal-setting")
                                .with("id", id)
                                .with("secrets", secrets)
                                .change());
        return renewed.size();
    }

    /// All of one kind, oldest first.
    List<Map<String, Object>> all(GatewaySettingKind kind) {
        return find(kind, Optional.empty());
    }

    /// One of them; [Problem.NotFound] when there is none.
    Map<String, Object> get(GatewaySettingKind kind, UUID id) {
        return find(kind, Optional.of(id)).stream()
                .findFirst()
                .orElseThrow(Problem.notFound(kind.wire()));
    }

    private List<Map<String, Object>> find(GatewaySettingKind kind, Optional<UUID> id) {
        return db.named("ops.find-settings")
                .with("kind", kind.wire())
                .with("id", id)
                .list(row -> json(kind, row));
    }

    /// A new one; empty when there is one by this name.
    Optional<Map<String, Object>> add(
            Tx tx,
            GatewaySettingKind kind,
            UUID id,
            String name,
            Map<String, Object> fields,
            Map<String, Secret> secrets) {
        return tx.named("ops.add-setting")
                .with("id", id)
                .with("kind", kind.wire())
                .with("name", name)
                .with("fields", Json.text(fields))
                .with("secrets", sealed(name, secrets))
                .first(row -> json(kind, row));
    }

    /// Other fields, and other secrets when there are some; empty when it is gone.
    Optional<Map<String, Object>> change(
            Tx tx,
            GatewaySettingKind kind,
            UUID id,
            String name,
            Map<String, Object> fields,
            Map<String, Secret> secrets) {
        return tx.named("ops.change-setting")
                .with("id", id)
                .with("kind", kind.wire())
                .with("fields", Json.text(fields))
                .with("secrets", sealed(name, secrets))
                .first(row -> json(kind, row));
    }

    /// The name of the one that was removed; empty when it is gone.
    Optional<String> remove(Tx tx, GatewaySettingKind kind, UUID id) {
        return tx.named("ops.remove-setting")
                .with("id", id)
                .with("kind", kind.wire())
                .first(row -> row.text("name"));
    }

    private byte @Nullable [] sealed(String name, Map<String, Secret> secrets) {
        return secrets.isEmpty() ? null : encryption.sealAll(secrets, purpose(name));
    }

    private static Map<String, Object> json(GatewaySettingKind kind, Row row) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", row.uuid("id").toString());
        json.put(kind.nameField(), row.text("name"));
        json.putAll(row.object("fields"));
        json.put("created_at", row.instant("created_at").toString());
        return json;
    }
}
