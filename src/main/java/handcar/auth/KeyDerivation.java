package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.net.HmacSignatures;
import handcar.text.Sha256;

/// Derives keys and hashes from the one signing secret. Each purpose has a key of its own, derived by a labelled HMAC
/// (NIST SP 800-108), so a token of one purpose is invalid for another. Changing the secret ends all sessions and tokens.
final class KeyDerivation {
    private final byte[] root;

    KeyDerivation(Secret secret) {
        // a secret of any length gives a key of the right length
        this.root = Sha256.of(secret.reveal());
    }

    /// Signs staff's access tokens.
    byte[] access() {
        return root.clone();
    }

    /// Signs visitors' tokens.
    byte[] visitor() {
        return hmac(root, "handcar visitor token 1");
    }

    /// The stored form of a secret that was handed out. Reading the table does not reveal it, and writing to the table
    /// without the signing secret does not forge one.
    byte[] mark(String purpose, String secret) {
        return hmac(hmac(root, "handcar mark " + purpose), secret);
    }

    private static byte[] hmac(byte[] key, String text) {
        return HmacSignatures.bytes(key, text.getBytes(StandardCharsets.UTF_8));
    }
}
