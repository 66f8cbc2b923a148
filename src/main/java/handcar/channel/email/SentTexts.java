package handcar.channel.email;

import module java.base;

/// What we wrote to a customer, to recognise it in a reply, however it was broken into lines and marked.
final class SentTexts {
    /// Letters and digits that are compared; fewer than the least say nothing.
    private static final int COMPARED = 40;

    private static final int LEAST = 10;
    private static final int MOST_LINES = 12;

    private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");

    private final List<String> texts;

    SentTexts(List<String> texts) {
        this.texts = texts.stream().map(SentTexts::letters).toList();
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

    private static String letters(String text) {
        return OTHER.matcher(text).replaceAll("").toLowerCase(Locale.ROOT);
    }
}
