package handcar.config;

import module java.base;

/// A value that must not be printed. Only [#reveal] returns it, so every use is a visible call.
public record Secret(String reveal) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    /// Visible characters of a secret of our own choice at least; a shorter word can be guessed.
    public static final int SHORTEST = 16;

    /// 256 random bits as URL-safe base64.
    public static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Whether it is too long to be guessed. Blanks and what is drawn as nothing do not count.
    public boolean isLongEnough() {
        return reveal.codePoints().filter(Secret::isVisible).count() >= SHORTEST;
    }

    private static boolean isVisible(int c) {
        return !Character.isWhitespace(c)
                && !Character.isSpaceChar(c)
                && !Character.isIdentifierIgnorable(c);
    }

    @Override
    public String toString() {
        return "••••••";
    }
}
