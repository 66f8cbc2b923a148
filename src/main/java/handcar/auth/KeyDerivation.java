package handcar.auth;

import module java.base;

import handcar.config.SigningSecrets;
import handcar.net.HmacSignatures;
import handcar.text.Sha256;

/// Derives keys and hashes from the signing secret. Each purpose has a key of its own, derived by a labelled HMAC
/// (NIST SP 800-108), so a token of one purpose is invalid for another. Changing the secret ends all sessions and tokens, unless
/// the former one is named: what it signed is valid until its end.
final class KeyDerivation {
    private final List<byte[]> roots;

    KeyDerivation(SigningSecrets secrets) {
        // a secret of any length gives a key of the right length
        this.roots = secrets.all().stream().map(secret -> Sha256.of(secret.reveal())).toList();
    }

    /// The keys of staff's access tokens, the present one first.
    List<byte[]> access() {
        return roots.stream().map(byte[]::clone).toList();
    }

    /// The keys of visitors' tokens, the present one first.
    List<byte[]> visitor() {
        return roots.stream().map(root -> hmac(root, "handcar visitor token 1")).toList();
    }

    /// The stored form of a secret that was handed out. Reading the table does not reveal it, and writing to the table
    /// without the signing secret does not forge one.
    byte[] mark(String purpose, String secret) {
        return marks(purpose, secret).getFirst();
    }

    /// The stored forms that a secret may have, the present one first.
    List<byte[]> marks(String purpose, String secret) {
        return roots.stream()
                .map(root -> hmac(hmac(root, "handcar mark " + purpose), secret))
                .toList();
    }

    /// The first that is found by one of the stored forms that a secret may have.
    <T> Optional<T> find(String purpose, String secret, Function<byte[], Optional<T>> stored) {
        return marks(purpose, secret).stream().map(stored).flatMap(Optional::stream).findFirst();
    }

    private static byte[] hmac(byte[] key, String text) {
        return HmacSignatures.bytes(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
