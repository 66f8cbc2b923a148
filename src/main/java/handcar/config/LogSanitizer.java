package handcar.config;

import module java.base;

/// Sanitizes log lines: masks secrets, and escapes line breaks and terminal control sequences.
final class LogSanitizer {
    /// Log collectors cut longer lines, in the middle of the JSON.
    private static final int LONGEST = 16 * 1024;

    /// Text that looks like a credential, whatever its source: an exception's message, a provider's error body. The last
    /// line of defence; no code logs credentials on purpose.
    private static final Pattern SECRETS =
            Pattern.compile(
                    "(?i)(bearer\\s+|basic\\s+|(?:password|passwd|secret|token|api[-_]?key)"
                            + "[\"']?\\s*[=:]\\s*[\"']?|\\b(?:sk|hc)[-_])[^\\s\"'&,;}]{6,}");

    private LogSanitizer() {}

    /// The text with everything masked that looks like a secret, cut to a bounded length.
    static String masked(String text) {
        String cut = text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
        return SECRETS.matcher(cut).replaceAll("$1••••••");
    }

    /// The text on one line, with control characters escaped.
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (isControl(c)) {
                line.append(String.format("\\u%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        return line.toString();
    }

    /// The text as a JSON string.
    static void quote(StringBuilder into, String text) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"', '\\' -> into.append('\\').append(c);
                case '\n' -> into.append("\\n");
                case '\t' -> into.append("\\t");
                default -> {
                    if (isControl(c) || (Character.isSurrogate(c) && !isPaired(text, i))) {
                        into.append(String.format("\\u%04x", (int) c));
                    } else {
                        into.append(c);
                    }
                }
            }
        }
        into.append('"');
    }

    /// Control characters, and the separators and direction marks that can make a line look like another one.
    private static boolean isControl(char c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
