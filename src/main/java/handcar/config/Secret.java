package handcar.config;

import module java.base;

/// A value that must not be printed. Only [#reveal] returns it, so every use is a visible call.
public record Secret(String reveal) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /// 256 random bits as URL-safe base64.
    public static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    @Override
    public String toString() {
        return "••••••";
    }
}
