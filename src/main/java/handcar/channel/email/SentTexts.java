package handcar.channel.email;

import module java.base;

/// What we wrote to a customer, to recognise it in a reply, however it was broken into lines and marked.
final class SentTexts {
    /// Letters and digits that are compared; fewer than the least say nothing.
    private static final int COMPARED = 40;

    private static final int LEAST = 10;
    private static final int MOST_LINES = 12;

    /// A mark of a source, whose title is sent below the text.
    private static final Pattern CITED = Pattern.compile("\\[\\d{1,3}]");

    private static final Pattern DIGITS = Pattern.compile("\\p{N}+");

    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final List<String> texts;
    private final List<String> uncited;

    SentTexts(List<String> texts) {
        this.texts = texts.stream().map(SentTexts::letters).toList();
        this.uncited =
                texts.stream()
                        .filter(text -> !CITED.matcher(text).find())
                        .map(SentTexts::letters)
                        .toList();
    }

    /// Whether the lines from here on are words of ours.
    boolean beginWith(List<String> lines, int at) {
        if (texts.isEmpty() || at >= lines.size()) {
            return false;
        }
        StringBuilder text = new StringBuilder();
        for (int i = at;
                i < Math.min(lines.size(), at + MOST_LINES) && text.length() < COMPARED;
                i++) {
            text.append(letters(lines.get(i)));
        }
        String begin = text.substring(0, Math.min(COMPARED, text.length()));
        return begin.length() >= LEAST && texts.stream().anyMatch(sent -> sent.contains(begin));
    }

    /// Whether somebody wrote among words of ours that these lines quote: programs put their mark before such answers, too. Behind
    /// the last words of ours only where nothing else was sent below them.
    boolean areAnsweredIn(List<String> lines) {
        boolean ours = false;
        boolean uncitedOnly = false;
        boolean between = false;
        for (String line : lines) {
            String bare = line.strip();
            String words = bare.startsWith(">") ? bare.substring(1).strip() : "";
            String letters = letters(words);
            if (!bare.startsWith(">") || words.startsWith(">")) {
                if (between && uncitedOnly) {
                    return true;
                }
                ours &= bare.startsWith(">");
                between = false;
            } else if (isIn(texts, letters)) {
                if (between && letters.length() >= LEAST) {
                    return true;
                }
                ours |= letters.length() >= LEAST;
                uncitedOnly = isIn(uncited, letters);
            } else if (ours) {
                between |= !QuotedMailLine.ends(words);
                ours = !QuotedMailLine.ends(words);
            }
        }
        return between && uncitedOnly;
    }

    /// Numbers do not count beside words: those of sources are sent otherwise.
    private static boolean isIn(List<String> texts, String letters) {
        String words = DIGITS.matcher(letters).replaceAll("");
        return words.isEmpty()
                ? texts.stream().anyMatch(text -> text.contains(letters))
                : texts.stream()
                        .anyMatch(text -> DIGITS.matcher(text).replaceAll("").contains(words));
    }

    private static String letters(String text) {
        return OTHER.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
