package handcar.auth;

import handcar.config.Secret;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Keys and hashes made from the one signing secret. Each purpose has a key of its own, derived by a labelled HMAC
/// (NIST SP 800-108), so that a token for one door is noise at another. Changing the secret ends every session and token.
final class KeyDerivation {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SECRET_BYTES = 32;

    /// Never used itself: copying one costs a tenth of asking the providers for one.
    private static final MessageDigest SHA256 = newSha256();

    private final byte[] root;

    KeyDerivation(Secret secret) {
        // any length of secret makes a key of the right length
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

    /// The form in which the database knows a secret we gave away: who reads the table cannot use it, and neither can
    /// who writes to it without knowing the signing secret.
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

    private static MessageDigest newSha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Compares in a time that tells nothing about where the texts differ, nor their lengths.
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
