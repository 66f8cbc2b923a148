package handcar.net;

import module java.base;

/// HMAC signatures as providers put them on webhooks, made and compared. Every comparison takes the same time wherever
/// the first difference is, and an empty or oddly written signature is simply wrong.
public final class HmacSignatures {
    /// Named, because Java otherwise looks for the one that likes the key, at every signature.
    private static final String JAVA = "SunJCE";

    private HmacSignatures() {}

    /// HMAC-SHA256 over the parts one after the other, as lower-case hex (64 characters).
    public static String hex(String secret, byte[]... parts) {
        return HexFormat.of().formatHex(hmac("HmacSHA256", secret, parts));
    }

    /// HMAC-SHA256 over the parts one after the other, as padded base64.
    public static String base64(String secret, byte[]... parts) {
        return Base64.getEncoder().encodeToString(hmac("HmacSHA256", secret, parts));
    }

    /// HMAC-SHA256 under a key of bytes over the parts one after the other, as padded base64.
    public static String base64(byte[] key, byte[]... parts) {
        return Base64.getEncoder().encodeToString(bytes(key, parts));
    }

    /// HMAC-SHA256 under a key of bytes over the parts one after the other.
    public static byte[] bytes(byte[] key, byte[]... parts) {
        return hmac("HmacSHA256", key, parts);
    }

    /// HMAC-SHA1 as padded base64; Twilio signs so. <https://www.twilio.com/docs/usage/security>
    public static String base64Sha1(String secret, byte[]... parts) {
        return Base64.getEncoder().encodeToString(hmac("HmacSHA1", secret, parts));
    }

    /// Whether `given` is the hex HMAC-SHA256 of the parts; upper or lower case, without any `sha256=` in front.
    public static boolean isHex(String given, String secret, byte[]... parts) {
        return same(given.toLowerCase(Locale.ROOT), hex(secret, parts));
    }

    /// Whether two secrets are equal, compared in constant time; for tokens that are sent as they are.
    public static boolean same(String given, String expected) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String algorithm, String secret, byte[]... parts) {
        return hmac(algorithm, secret.getBytes(StandardCharsets.UTF_8), parts);
    }

    private static byte[] hmac(String algorithm, byte[] key, byte[]... parts) {
        if (key.length == 0) {
            throw new IllegalArgumentException("An empty secret signs nothing.");
        }
        try {
            Mac mac = Mac.getInstance(algorithm, JAVA);
            mac.init(new SecretKeySpec(key, algorithm));
            for (byte[] part : parts) {
                mac.update(part);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has " + algorithm, e);
        }
    }
}
