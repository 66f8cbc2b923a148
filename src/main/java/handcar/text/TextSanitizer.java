package handcar.text;

import module java.base;

/// Text that a database can store: no NUL and no half of a surrogate pair.
public final class TextSanitizer {
    /// Letters and signs that are drawn as nothing: fillers of Hangul, joiners, the empty pattern of Braille.
    private static final String FILLERS =
            "\u115F\u1160\u3164\uFFA0\u034F\u17B4\u17B5\u180B\u180C\u180D\u180F\u2800";

    /// Signs that turn the direction of what is written after them.
    private static final Pattern TURNS =
            Pattern.compile("[\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}]");

    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\x{2028}\\x{2029}]");

    private static final Pattern LINE_ENDS = Pattern.compile("[\\x{85}\\x{2028}\\x{2029}]");

    /// Control characters that end no line and are no tab.
    private static final Pattern OTHER_CONTROLS = Pattern.compile("[\\p{Cc}&&[^\\t\\n\\r]]");

    private TextSanitizer() {}

    /// Whether a database stores this text unchanged.
    public static boolean isClean(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0 || Character.isLowSurrogate(c)) {
                return false;
            }
            if (Character.isHighSurrogate(c)) {
                if (i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    /// Replaces what no database stores by U+FFFD, for senders who cannot be asked to send it again.
    public static String cleaned(String text) {
        if (isClean(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || (c >= 0xD800 && c <= 0xDFFF) ? 0xFFFD : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /// Whether a reader sees nothing: blanks, signs that only format, and characters that are drawn as nothing.
    public static boolean isInvisible(String text) {
        return text.codePoints().allMatch(TextSanitizer::isInvisible);
    }

    private static boolean isInvisible(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || FILLERS.indexOf(c) >= 0
                || switch (Character.getType(c)) {
                    case Character.FORMAT, Character.CONTROL -> true;
                    default -> (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
                };
    }

    /// The text on one line: what a database does not store is replaced, and each run of white space is one space.
    public static String oneLine(String text) {
        return cleaned(text).replaceAll("\\s+", " ").strip();
    }

    /// A name on one line that shows as it is written: control characters are blanks, and what turns the direction of letters is
    /// taken out, which would let a name pass for another and change the words behind it.
    public static String name(String text) {
        String straight = TURNS.matcher(text).replaceAll("");
        return oneLine(CONTROLS.matcher(straight).replaceAll(" "));
    }

    /// A text of several lines that shows as it is written: line ends and tabs stay, other control characters and what turns the
    /// direction of letters are taken out.
    public static String lines(String text) {
        String straight = TURNS.matcher(cleaned(text)).replaceAll("");
        return OTHER_CONTROLS.matcher(LINE_ENDS.matcher(straight).replaceAll("\n")).replaceAll("");
    }

    /// Whether a text on one line has neither control characters nor what turns the direction of letters.
    public static boolean isStraight(String text) {
        return !CONTROLS.matcher(text).find() && !TURNS.matcher(text).find();
    }

    /// The text, or its first code points when it has more than `most`.
    public static String first(int most, String text) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
