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

    /// The text on one line, with control characters and half surrogate pairs escaped as in JSON.
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .forEach(
                        c -> {
                            if (isControl(c) || Character.getType(c) == Character.SURROGATE) {
                                line.append(String.format("\\u%04x", c));
                            } else {
                                line.appendCodePoint(c);
                            }
                        });
        return line.toString();
    }

    /// Control characters, and the separators and direction marks that can make a line look like another one.
    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || (c >= '\u202a' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }
}
