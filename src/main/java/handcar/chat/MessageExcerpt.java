package handcar.chat;

import module java.base;

/// Where the words of a search stand in a message: a piece of its text around the first of them.
///
/// @param text one line
/// @param highlights start and end of each word in `text`, in UTF-16 units
public record MessageExcerpt(String text, List<List<Integer>> highlights) {
    /// In UTF-16 units before the first word, and altogether.
    private static final int BEFORE = 60;

    private static final int LENGTH = 200;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}\\p{M}]+");

    public MessageExcerpt {
        highlights = List.copyOf(highlights);
    }

    /// Whether words are not separated by spaces, so that they cannot be looked up one by one.
    static boolean hasScriptWithoutSpaces(String text) {
        return text.codePoints()
                .mapToObj(Character.UnicodeScript::of)
                .anyMatch(
                        script ->
                                switch (script) {
                                    case HAN,
                                            HIRAGANA,
                                            KATAKANA,
                                            HANGUL,
                                            THAI,
                                            LAO,
                                            KHMER,
                                            MYANMAR ->
                                            true;
                                    default -> false;
                                });
    }

    /// The excerpt of a message for a query.
    public static MessageExcerpt of(String content, String query) {
        String line = content.strip().replaceAll("\\s+", " ");
        Optional<Pattern> words = words(query);
        int first = words.map(each -> first(each, line)).orElse(0);
        int from = border(line, Math.max(0, first - BEFORE));
        int to = border(line, Math.min(line.length(), from + LENGTH));
        String piece =
                (from > 0 ? "…" : "") + line.substring(from, to) + (to < line.length() ? "…" : "");
        return new MessageExcerpt(
                piece,
                words.map(each -> each.matcher(piece).results().map(MessageExcerpt::place).toList())
                        .orElse(List.of()));
    }

    private static Optional<Pattern> words(String query) {
        boolean spaced = !hasScriptWithoutSpaces(query);
        String any =
                WORD.matcher(query)
                        .results()
                        .map(word -> Pattern.quote(word.group()))
                        .collect(Collectors.joining("|"));
        return any.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        Pattern.compile(
                                (spaced ? "(?<![\\p{L}\\p{N}])" : "") + "(?:" + any + ")",
                                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
    }

    private static int first(Pattern words, String line) {
        Matcher found = words.matcher(line);
        return found.find() ? found.start() : 0;
    }

    private static List<Integer> place(MatchResult word) {
        return List.of(word.start(), word.end());
    }

    /// Not between the halves of a character.
    private static int border(String line, int at) {
        return at > 0 && at < line.length() && Character.isLowSurrogate(line.charAt(at))
                ? at - 1
                : at;
    }
}
