package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.db.Db;

/// Codes that may stand in an address because they work once and for a moment: the link that logs in, and the ticket that opens an
/// event stream where a browser cannot send a header.
final class OneTimeCodes {
    private final KeyDerivation keys;

    /// What a code is good for.
    enum Purpose {
        LOG_IN(Duration.ofMinutes(10)),
        STREAM(Duration.ofSeconds(30));

        private final Duration lifetime;

        Purpose(Duration lifetime) {
            this.lifetime = lifetime;
        }

        Duration lifetime() {
            return lifetime;
        }

        private String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// Whom a code stands for; exactly one of these.
    record Holder(Optional<UUID> session, Optional<byte[]> adminMark, Optional<UUID> apiKey) {
        static Holder session(UUID id) {
            return new Holder(Optional.of(id), Optional.empty(), Optional.empty());
        }

        static Holder adminToken(byte[] mark) {
            return new Holder(Optional.empty(), Optional.of(mark), Optional.empty());
        }

        static Holder apiKey(UUID id) {
            return new Holder(Optional.empty(), Optional.empty(), Optional.of(id));
        }
    }

    OneTimeCodes(KeyDerivation keys) {
        this.keys = keys;
    }

    /// Makes a code; its text is not stored.
    String issue(Db db, Purpose purpose, Holder holder) {
        String code = Secret.random().reveal();
        db.named("auth.sweep-codes").change();
        db.named("auth.add-code")
                .with("hash", keys.mark("code " + purpose.wire(), code))
                .with("purpose", purpose.wire())
                .with("session_id", holder.session())
                .with("admin_mark", holder.adminMark())
                .with("api_key_id", holder.apiKey())
                .with("seconds", (double) purpose.lifetime().toSeconds())
                .change();
        return code;
    }

    /// Whom the code stands for, the first time it is shown.
    Optional<Holder> spend(Db db, Purpose purpose, String code) {
        return keys.find("code " + purpose.wire(), code, hash -> spend(db, purpose, hash));
    }

    private static Optional<Holder> spend(Db db, Purpose purpose, byte[] hash) {
        return db.named("auth.spend-code")
                .with("hash", hash)
                .with("purpose", purpose.wire())
                .first(
                        row ->
                                new Holder(
                                        row.findUuid("session_id"),
                                        row.findBytes("admin_mark"),
                                        row.findUuid("api_key_id")));
    }
}
