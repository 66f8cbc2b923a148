package handcar.rag.claims;

import module java.base;

/// Texts in one form: ASCII digits, plain spaces, hyphens and quotes, each character in its place, so that offsets hold.
final class TextForm {
    private static final String DASHES = "‐‑‒–—―−﹣－";
    private static final String QUOTES = "’‘ʼ′＇";

    private TextForm() {}

    static String of(String text) {
        char[] chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            chars[i] = of(chars[i]);
        }
        return new String(chars);
    }

    private static char of(char c) {
        if (c < 0x80) {
            return c == '\t' ? '|' : c;
        }
        int digit = Character.isDigit(c) ? Character.digit(c, 10) : -1;
        if (digit >= 0) {
            return (char) ('0' + digit);
        }
        if (c >= '！' && c <= '～' && c != '－') {
            return (char) (c - '！' + '!');
        }
        if (DASHES.indexOf(c) >= 0) {
            return '-';
        }
        if (QUOTES.indexOf(c) >= 0) {
            return '\'';
        }
        return switch (c) {
            case '٫' -> '.';
            case '٬', '،' -> ',';
            case '٪' -> '%';
            case '؛' -> ';';
            case '؟' -> '?';
            default -> Character.isSpaceChar(c) ? ' ' : c;
        };
    }

    /// Lower case without accents, for words that are compared.
    static String folded(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        boolean ascii = lower.chars().allMatch(c -> c < 0x80);
        return ascii
                ? lower
                : Normalizer.normalize(lower, Normalizer.Form.NFD).replaceAll("\\p{M}+", "");
    }
}
