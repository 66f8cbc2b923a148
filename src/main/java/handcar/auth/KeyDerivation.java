package handcar.auth;

import module java.base;

import handcar.config.Secret;
import handcar.text.Sha256;

/// Derives keys and hashes from the one signing secret. Each purpose has a key of its own, derived by a labelled HMAC
/// (NIST SP 800-108), so a token of one purpose is invalid for another. Changing the secret ends all sessions and tokens.
final class KeyDerivation {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    /// A prototype to clone: `Mac.getInstance` takes ten times as long.
    private static final MessageDigest SHA256 = Sha256.digest();

    private final byte[] root;

    KeyDerivation(Secret secret) {
        // a secret of any length gives a key of the right length
        this.root = sha256(secret.reveal());
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

    /// 256 random bits as URL-safe text.
    static String random() {
        byte[] bytes = new byte[SECRET_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] sha256(String text) {
        try {
            MessageDigest digest = (MessageDigest) SHA256.clone();
            return digest.digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("Java's own digests can be copied", e);
        }
    }

    /// Compares in constant time, whatever the lengths.
    static boolean same(String one, String other) {
        return MessageDigest.isEqual(sha256(one), sha256(other));
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }
}
