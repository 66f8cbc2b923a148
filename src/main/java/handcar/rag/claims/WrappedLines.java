package handcar.rag.claims;

import module java.base;

import handcar.text.SentenceSplitter.Span;

/// Joins the lines of a sentence that was broken for the width of the page.
final class WrappedLines {
    /// In characters; shorter lines end where they were meant to.
    private static final int SHORTEST_WRAPPED = 60;

    private WrappedLines() {}

    /// Lines that were broken for width before a digit or a capital are one sentence again.
    static List<Span> joined(String text, List<Span> spans) {
        List<Span> whole = new ArrayList<>();
        for (Span span : spans) {
            Span before = whole.isEmpty() ? span : whole.getLast();
            int line = text.lastIndexOf('\n', before.end() - 1) + 1;
            boolean wraps =
                    text.substring(before.end(), Math.max(before.end(), span.start())).equals("\n")
                            && before.end() - line > SHORTEST_WRAPPED
                            && goesOn(text.charAt(before.end() - 1))
                            && !WindowReader.isRow(text.substring(before.start(), before.end()))
                            && !WindowReader.isItem(text, span);
            if (wraps) {
                whole.set(whole.size() - 1, new Span(before.start(), span.end()));
            } else {
                whole.add(span);
            }
        }
        return whole;
    }

    private static boolean goesOn(char last) {
        return ".!?:;…|".indexOf(last) < 0;
    }
}
