package handcar.webhooks;

import module java.base;

import handcar.auth.SecretEncryption;
import handcar.config.Secret;
import handcar.db.Database;
import handcar.db.Row;
import handcar.db.Tx;
import handcar.db.UuidV7;

/// The rows of `subscriptions`; the keys of a row are one encrypted JSON object.
final class SubscriptionStore {
    /// A bound: each subscription costs a row for each event.
    private static final int MOST = 50;

    private static final String UNREADABLE =
            "Its keys were encrypted with another SECRET_ENCRYPTION_KEY. Rotate them.";

    private final Database db;
    private final SecretEncryption sealing;

    SubscriptionStore(Database db, SecretEncryption sealing) {
        this.db = db;
        this.sealing = sealing;
    }

    List<Subscription> all() {
        return db.named("webhooks.subscriptions").list(this::subscription);
    }

    Optional<Subscription> find(UUID id) {
        return db.named("webhooks.find-subscription").with("id", id).first(this::subscription);
    }

    /// Adds a subscription, which is not enabled yet; empty when the bound is reached.
    Optional<Subscription> add(Tx tx, SubscriptionInput input) {
        UUID id = UuidV7.next();
        return tx.named("webhooks.add-subscription")
                .with("id", id)
                .with("name", input.name().orElse(""))
                .with("url", input.url().orElseThrow())
                .with("types", array(input.types().orElseThrow()))
                .with("secrets", sealed(id, SigningKey.random(), Optional.empty()))
                .with("most", MOST)
                .first(this::subscription);
    }

    /// Changes what the input names; empty when it is gone or was changed after it was read.
    Optional<Subscription> change(Tx tx, Subscription read, SubscriptionInput input) {
        return tx.named("webhooks.change-subscription")
                .with("id", read.id())
                .with("read_at", read.updatedAt())
                .with("name", input.name())
                .with("url", input.url())
                .with("types", input.types().map(SubscriptionStore::array))
                .with("enabled", input.enabled())
                .first(this::subscription);
    }

    /// Gives it a new key and keeps the present one valid for the given time; empty when there is no such subscription.
    Optional<Subscription> rotate(Tx tx, UUID id, Duration keep) {
        return tx.named("webhooks.hold-subscription")
                .with("id", id)
                .first(this::subscription)
                .map(
                        now ->
                                tx.named("webhooks.rotate-subscription")
                                        .with("id", id)
                                        .with(
                                                "secrets",
                                                sealed(
                                                        id,
                                                        SigningKey.random(),
                                                        Optional.of(now.key())))
                                        .with("former_until", Instant.now().plus(keep))
                                        .only(this::subscription));
    }

    /// Removes a subscription; returns its address, or empty when there is none.
    Optional<String> remove(Tx tx, UUID id) {
        return tx.named("webhooks.remove-subscription")
                .with("id", id)
                .first(row -> row.text("url"));
    }

    /// Records that it accepted an event.
    void succeeded(Tx tx, UUID id) {
        tx.named("webhooks.note-success").with("id", id).change();
    }

    /// Records a failure; returns since when deliveries have failed, or empty when the subscription is gone.
    Optional<Instant> failed(Tx tx, UUID id) {
        return tx.named("webhooks.note-failure")
                .with("id", id)
                .first(row -> row.instant("failing_since"));
    }

    /// Disables a subscription; false when it was disabled already.
    boolean disable(Tx tx, UUID id, String reason) {
        return tx.named("webhooks.disable-subscription")
                .with("id", id)
                .with("reason", reason)
                .first(row -> true)
                .orElse(false);
    }

    /// Encrypts again with the current key what was encrypted with a former one; returns the number of rows.
    int reseal(Tx tx) {
        Map<UUID, byte[]> renewed = new HashMap<>();
        tx.named("webhooks.subscriptions")
                .list(
                        row ->
                                sealing.renewed(row.bytes("secrets"), purpose(row.uuid("id")))
                                        .map(secrets -> renewed.put(row.uuid("id"), secrets)));
        renewed.forEach(
                (id, secrets) ->
                        tx.named("webhooks.reseal-subscription")
                                .with("id", id)
                                .with("secrets", secrets)
                                .change());
        return renewed.size();
    }

    private byte[] sealed(UUID id, SigningKey key, Optional<SigningKey> former) {
        Map<String, Secret> keys = new HashMap<>();
        keys.put("key", key.written());
        former.ifPresent(one -> keys.put("former", one.written()));
        return sealing.sealAll(keys, purpose(id));
    }

    private static String[] array(List<String> types) {
        return types.toArray(String[]::new);
    }

    private Subscription subscription(Row row) {
        UUID id = row.uuid("id");
        Map<String, Secret> keys =
                sealing.openAll(row.bytes("secrets"), purpose(id)).orElse(Map.of());
        Optional<SigningKey> key = Optional.ofNullable(keys.get("key")).map(SigningKey::new);
        boolean readable = key.isPresent();
        return new Subscription(
                id,
                row.text("name"),
                row.text("url"),
                row.texts("types"),
                // without a readable key nothing can be signed, so it counts as disabled
                key.orElseGet(SigningKey::random),
                Optional.ofNullable(keys.get("former")).map(SigningKey::new),
                row.findInstant("former_until"),
                row.flag("enabled") && readable,
                row.findInstant("failing_since"),
                readable ? row.findText("disabled_reason") : Optional.of(UNREADABLE),
                row.instant("created_at"),
                row.instant("updated_at"));
    }

    private static String purpose(UUID id) {
        return "subscriptions/" + id;
    }
}
