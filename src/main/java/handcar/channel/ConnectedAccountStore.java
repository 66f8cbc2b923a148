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

/// The rows of `channel_bindings`. All secrets of a row are one sealed JSON object, bound to the row: copied to another
/// row it does not open.
final class ConnectedAccountStore {
    private static final Logger LOG = System.getLogger(ConnectedAccountStore.class.getName());

    private final Database db;
    private final SecretEncryption encryption;

    ConnectedAccountStore(Database db, SecretEncryption encryption) {
        this.db = db;
        this.encryption = encryption;
    }

    /// All of them, the oldest first.
    List<ConnectedAccount> all() {
        return db.named("channel.bindings").list(this::binding);
    }

    Optional<ConnectedAccount> find(Db at, UUID id) {
        return at.named("channel.find-binding").with("id", id).first(this::binding);
    }

    /// The same, held until the transaction ends.
    Optional<ConnectedAccount> hold(Tx tx, UUID id) {
        return tx.named("channel.hold-binding").with("id", id).first(this::binding);
    }

    /// Keeps a new one; false when the account is connected already.
    boolean add(Tx tx, ConnectedAccount binding) {
        return written(tx, "channel.add-binding", binding);
    }

    /// Keeps a changed one; false when another one has that account.
    boolean change(Tx tx, ConnectedAccount binding) {
        return written(tx, "channel.change-binding", binding);
    }

    boolean remove(Tx tx, UUID id) {
        return tx.named("channel.remove-binding").with("id", id).change() > 0;
    }

    /// Seals with the current key what a former one sealed; how many rows.
    int reseal(Tx tx) {
        List<ConnectedAccount> outdated =
                tx
                        .named("channel.sealed-bindings")
                        .list(
                                row ->
                                        encryption.isOutdated(text(row.bytes("secrets")))
                                                ? Optional.of(binding(row))
                                                : Optional.<ConnectedAccount>empty())
                        .stream()
                        .flatMap(Optional::stream)
                        .filter(ConnectedAccount::readable)
                        .toList();
        outdated.forEach(
                each ->
                        tx.named("channel.reseal-binding")
                                .with("id", each.id())
                                .with("secrets", sealed(each))
                                .change());
        return outdated.size();
    }

    private boolean written(Tx tx, String statement, ConnectedAccount binding) {
        return tx.named(statement)
                .with("id", binding.id())
                .with("channel", binding.kind())
                .with("account", binding.account())
                .with("name", binding.name())
                .with("agent", binding.agent().orElse(null))
                .with("settings", Jsonb.of(binding.settings()))
                .with("secrets", sealed(binding))
                .with("enabled", binding.enabled())
                .first(row -> true)
                .orElse(false);
    }

    private byte[] sealed(ConnectedAccount binding) {
        Map<String, String> plain = new HashMap<>();
        binding.secrets().forEach((name, secret) -> plain.put(name, secret.reveal()));
        return encryption
                .seal(Json.text(plain), purpose(binding.id()))
                .getBytes(StandardCharsets.UTF_8);
    }

    private ConnectedAccount binding(Row row) {
        UUID id = row.uuid("id");
        Optional<Map<String, Secret>> secrets = opened(id, row.findBytes("secrets"));
        return new ConnectedAccount(
                id,
                row.text("channel"),
                row.text("account"),
                row.text("name"),
                row.findUuid("agent_id"),
                texts(row.object("settings")),
                secrets.orElse(Map.of()),
                secrets.isPresent(),
                row.flag("enabled"),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    /// An account whose secrets do not open has none, so its door is closed; the others go on.
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
