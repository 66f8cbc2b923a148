package handcar.channel;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Db;
import handcar.db.Jsonb;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.json.Json;
import handcar.json.JsonView;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The rows of `channel_bindings`. All secrets of a row are one encrypted JSON object. It is bound to the row: copied to
/// another row it cannot be decrypted.
final class ConnectedAccountStore {
    private static final Logger LOG = System.getLogger(ConnectedAccountStore.class.getName());

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
        List<ConnectedAccount> outdated =
                tx
                        .named("channel.sealed-bindings")
                        .list(
                                row ->
                                        encryption.isOutdated(text(row.bytes("secrets")))
                                                ? Optional.of(connected(row))
                                                : Optional.<ConnectedAccount>empty())
                        .stream()
                        .flatMap(Optional::stream)
                        .filter(ConnectedAccount::readable)
                        .toList();
        outdated.forEach(
                each ->
                        tx.named("channel.reseal-binding")
                                .with("id", rowId(each.account()))
                                .with("secrets", sealed(each.account()))
                                .change());
        return outdated.size();
    }

    private Optional<ConnectedAccount> write(Tx tx, String statement, ConnectedAccount connected) {
        ChannelAccount account = connected.account();
        return tx.named(statement)
                .with("id", rowId(account))
                .with("channel", account.kind())
                .with("account", account.id())
                .with("name", connected.name())
                .with("agent", account.agent().orElse(null))
                .with("settings", Jsonb.of(account.settings()))
                .with("secrets", sealed(account))
                .with("enabled", connected.enabled())
                .first(this::connected);
    }

    private byte[] sealed(ChannelAccount account) {
        Map<String, String> plain = new HashMap<>();
        account.secrets().forEach((name, secret) -> plain.put(name, secret.reveal()));
        return encryption
                .seal(Json.text(plain), purpose(rowId(account)))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static UUID rowId(ChannelAccount account) {
        return account.binding().orElseThrow();
    }

    private ConnectedAccount connected(Row row) {
        UUID id = row.uuid("id");
        Optional<Map<String, Secret>> secrets = opened(id, row.findBytes("secrets"));
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

    /// An account whose secrets cannot be decrypted has none, so its webhook is closed.
    private Optional<Map<String, Secret>> opened(UUID id, Optional<byte[]> sealed) {
        if (sealed.isEmpty()) {
            return Optional.of(Map.of());
        }
        try {
            Map<String, Secret> secrets = new HashMap<>();
            texts(Json.object(encryption.open(text(sealed.get()), purpose(id))))
                    .forEach((name, plain) -> secrets.put(name, new Secret(plain)));
            return Optional.of(secrets);
        } catch (SecretEncryption.BrokenSeal e) {
            LOG.log(
                    Level.WARNING,
                    "channel.secrets_unreadable id=" + id + " reason=" + e.getMessage());
            return Optional.empty();
        }
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

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
