package handcar.config;

import module java.base;

/// A value that must not be printed. Only [#reveal] returns it, so every use is a visible call.
public record Secret(String reveal) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}]");

    /// Visible characters of a secret of our own choice at least; a shorter word can be guessed.
    public static final int SHORTEST = 16;

    /// 256 random bits as URL-safe base64.
    public static Secret random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /// Whether it is too long to be guessed. What is drawn as nothing does not count, and of blanks one between two words.
    public boolean isLongEnough() {
        String shown = UNSEEN.matcher(BLANKS.matcher(reveal).replaceAll(" ")).replaceAll("");
        String words = shown.strip().replaceAll(" +", " ");
        return words.codePointCount(0, words.length()) >= SHORTEST;
    }

    @Override
    public String toString() {
        return "••••••";
    }
}
