package handcar.text;

import module java.base;

/// SHA-256 (FIPS 180-4), which every Java has.
public final class Sha256 {
    private Sha256() {}

    /// The hash of the parts, one after the other.
    public static byte[] of(byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// The hash of a text in UTF-8.
    public static byte[] of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// The hash of the parts as 64 hexadecimal digits.
    public static String hex(byte[]... parts) {
        return HexFormat.of().formatHex(of(parts));
    }
}
