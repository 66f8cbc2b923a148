package handcar.channel.format;

import static handcar.channel.format.StyledText.BLOCK;

import module java.base;

import handcar.text.SentenceSplitter;

/// Where a text may be split, from the finest break to the coarsest. Works for scripts without spaces or full stops.
final class BreakOpportunities {
    /// Between two graphemes; inside one there is no break at all.
    static final byte GRAPHEME = 1;

    static final byte WORD = 2;

    /// The end of a line of code: better than a word's end, worse than any end in prose.
    static final byte CODE_LINE = 3;

    static final byte SENTENCE = 4;
    static final byte LINE = 5;
    static final byte PARAGRAPH = 6;

    private final StyledText marked;
    private final String text;
    private final byte[] kinds;

    private BreakOpportunities(StyledText marked) {
        this.marked = marked;
        this.text = marked.text();
        this.kinds = new byte[text.length() + 1];
    }

    /// For each place in the text the coarsest break before it; 0 where it must not be split.
    static byte[] in(StyledText marked) {
        BreakOpportunities breaks = new BreakOpportunities(marked);
        breaks.graphemes();
        breaks.unspaced(BreakIterator.getLineInstance(Locale.ROOT));
        if (breaks.text.codePoints().anyMatch(BreakOpportunities::isThai)) {
            breaks.unspaced(BreakIterator.getLineInstance(Locale.of("th")));
        }
        breaks.spaces();
        breaks.sentences();
        return breaks.kinds;
    }

    private void graphemes() {
        BreakIterator graphemes = BreakIterator.getCharacterInstance(Locale.ROOT);
        graphemes.setText(text);
        for (int at = graphemes.first(); at != BreakIterator.DONE; at = graphemes.next()) {
            kinds[at] = GRAPHEME;
        }
    }

    /// Breaks between the words of scripts without spaces; in others only white space separates words, so that URLs stay
    /// whole.
    private void unspaced(BreakIterator lines) {
        lines.setText(text);
        for (int at = lines.first(); at != BreakIterator.DONE; at = lines.next()) {
            boolean inside = at > 0 && at < text.length();
            if (inside
                    && isUnspaced(text.codePointBefore(at))
                    && isUnspaced(text.codePointAt(at))) {
                raise(at, WORD);
            }
        }
    }

    private void spaces() {
        int at = 0;
        while (at < text.length()) {
            int from = at;
            int lines = 0;
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                lines += text.charAt(at++) == '\n' ? 1 : 0;
            }
            if (at > from) {
                raise(from, spaced(from, lines));
            }
            at++;
        }
    }

    private byte spaced(int at, int lines) {
        boolean code = (marked.style(at) & BLOCK) != 0;
        if (lines > 0 && code) {
            return CODE_LINE;
        }
        return lines == 0 ? WORD : lines == 1 ? LINE : PARAGRAPH;
    }

    private void sentences() {
        for (SentenceSplitter.Span sentence : SentenceSplitter.of(text)) {
            if ((marked.style(sentence.end() - 1) & BLOCK) == 0) {
                raise(sentence.end(), SENTENCE);
            }
        }
    }

    private void raise(int at, byte kind) {
        if (kinds[at] > 0 && kinds[at] < kind) { // never inside a grapheme
            kinds[at] = kind;
        }
    }

    private static boolean isThai(int codePoint) {
        return codePoint >= 0x0E00 && codePoint <= 0x0E7F;
    }

    private static boolean isUnspaced(int codePoint) {
        return isThai(codePoint) || (codePoint >= 0x2E80 && !Character.isWhitespace(codePoint));
    }
}
