package handcar.channel;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.json.JsonView;

/// The rows of `channel_bindings`. All secrets of a row are one encrypted JSON object. It is bound to the row: copied to
/// another row it cannot be decrypted.
final class ConnectedAccountStore {
    private final Database db;
    private final SecretEncryption encryption;

    ConnectedAccountStore(Database db, SecretEncryption encryption) {
        this.db = db;
        this.encryption = encryption;
    }

    /// All rows, the oldest first.
    List<ConnectedAccount> all() {
        return db.named("channel.bindings").list(this::connected);
    }

    Optional<ConnectedAccount> find(Db at, UUID id) {
        return at.named("channel.find-binding").with("id", id).first(this::connected);
    }

    Optional<ConnectedAccount> lock(Tx tx, UUID id) {
        return tx.named("channel.lock-binding").with("id", id).first(this::connected);
    }

    /// Adds an account; empty when it is connected already.
    Optional<ConnectedAccount> add(Tx tx, ConnectedAccount added) {
        return write(tx, "channel.add-binding", added);
    }

    /// Changes an account; empty when another row has that account.
    Optional<ConnectedAccount> change(Tx tx, ConnectedAccount changed) {
        return write(tx, "channel.change-binding", changed);
    }

    void remove(Tx tx, UUID id) {
        tx.named("channel.remove-binding").with("id", id).change();
    }

    /// Encrypts again with the current key what was encrypted with a former one; returns the number of rows.
    int reseal(Tx tx) {
        Map<UUID, byte[]> renewed = new HashMap<>();
        tx.named("channel.sealed-bindings")
                .list(
                        row ->
                                encryption
                                        .renewed(row.bytes("secrets"), purpose(row.uuid("id")))
                                        .map(secrets -> renewed.put(row.uuid("id"), secrets)));
        renewed.forEach(
                (id, secrets) ->
                        tx.named("channel.reseal-binding")
                                .with("id", id)
                                .with("secrets", secrets)
                                .change());
        return renewed.size();
    }

    private Optional<ConnectedAccount> write(Tx tx, String statement, ConnectedAccount connected) {
        ChannelAccount account = connected.account();
        UUID id = account.binding().orElseThrow();
        return tx.named(statement)
                .with("id", id)
                .with("channel", account.kind())
                .with("account", account.id())
                .with("name", connected.name())
                .with("agent", account.agent())
                .with("settings", Jsonb.of(account.settings()))
                .with("secrets", encryption.sealAll(account.secrets(), purpose(id)))
                .with("enabled", connected.enabled())
                .first(this::connected);
    }

    private ConnectedAccount connected(Row row) {
        UUID id = row.uuid("id");
        // an account whose secrets cannot be decrypted has none, so its webhook is closed
        Optional<Map<String, Secret>> secrets =
                row.findBytes("secrets")
                        .map(bytes -> encryption.openAll(bytes, purpose(id)))
                        .orElse(Optional.of(Map.of()));
        return new ConnectedAccount(
                new ChannelAccount(
                        row.text("channel"),
                        row.text("account"),
                        Optional.of(id),
                        row.findUuid("agent_id"),
                        texts(row.object("settings")),
                        secrets.orElse(Map.of())),
                row.text("name"),
                secrets.isPresent(),
                row.flag("enabled"),
                row.findInstant("created_at"),
                row.findInstant("updated_at"));
    }

    private static Map<String, String> texts(Map<String, Object> object) {
        Map<String, String> texts = new HashMap<>();
        JsonView view = new JsonView(object);
        object.keySet().forEach(name -> view.text(name).ifPresent(text -> texts.put(name, text)));
        return texts;
    }

    private static String purpose(UUID id) {
        return "channel_bindings/" + id;
    }
}
