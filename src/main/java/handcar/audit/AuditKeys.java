package handcar.audit;

import module java.base;

import handcar.config.Secret;
import handcar.net.HmacSignatures;
import handcar.text.Sha256;

/// The keys under which the audit log is chained, made from `SECRET_ENCRYPTION_KEY` and its former ones: rows are written under
/// the first and checked under the one they name. Whoever reads the database knows none of them. Hashes and seals are
/// hexadecimal, 64 digits.
public final class AuditKeys {
    private static final String LABEL = "handcar audit chain 1";

    /// What a hash is of, so that none can stand in another's place.
    private static final String ROW = "row ";

    private static final String HEAD = "head ";

    private final String current;
    private final Map<String, byte[]> keys = new HashMap<>();

    public AuditKeys(Secret current, List<Secret> former) {
        this.current = add(current);
        former.forEach(this::add);
    }

    private String add(Secret secret) {
        // base64 and URL-safe base64 are the same key
        String text = secret.reveal().strip().replace('-', '+').replace('_', '/').replace("=", "");
        byte[] key = HmacSignatures.bytes(Sha256.of(text), LABEL.getBytes(StandardCharsets.UTF_8));
        String id = HexFormat.of().formatHex(HmacSignatures.bytes(key, new byte[0]), 0, 4);
        keys.put(id, key);
        return id;
    }

    /// Names the key of new rows: eight hexadecimal digits that say nothing about it.
    String current() {
        return current;
    }

    /// The hash of the row with this number under the current key.
    String hash(long seq, String digest) {
        return hmac(current, row(seq, digest)).orElseThrow();
    }

    private static String row(long seq, String digest) {
        return ROW + seq + " " + digest;
    }

    /// Seals the head of the chain, so that an older one cannot be put in its place by whoever has no key.
    String seal(String head) {
        return hmac(current, HEAD + head).orElseThrow();
    }

    /// Whether a row's hash is the one that this key gives; false for an unknown key. Older hashes did not cover the number.
    boolean isHash(String key, long seq, String digest, String hash) {
        return Stream.of(row(seq, digest), ROW + digest)
                .anyMatch(covered -> hmac(key, covered).filter(hash::equals).isPresent());
    }

    /// Whether one of the keys has sealed this head.
    boolean isSeal(String head, String seal) {
        return keys.keySet().stream()
                .anyMatch(key -> hmac(key, HEAD + head).filter(seal::equals).isPresent());
    }

    private Optional<String> hmac(String key, String text) {
        return Optional.ofNullable(keys.get(key))
                .map(
                        known ->
                                HexFormat.of()
                                        .formatHex(
                                                HmacSignatures.bytes(
                                                        known,
                                                        text.getBytes(StandardCharsets.UTF_8))));
    }
}
