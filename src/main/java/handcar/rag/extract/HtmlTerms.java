package handcar.rag.extract;

import module java.base;

/// Terms of a list of terms (`dl`) and what is said of each: a short one is a line with its term before it, as a row of a
/// table has the names of its columns (`Parking: free`).
final class HtmlTerms {
    /// Characters. A longer text is an answer, and stands below its question.
    private static final int LONGEST = 200;

    private String term = "";
    private boolean written = true;
    private int inside;

    /// The text of a `dt`; several may stand before what is said of all of them.
    void term(String text) {
        String line = TextBuilder.oneLine(text);
        if (!line.isEmpty()) {
            term = written ? line : term + ", " + line;
            written = false;
        }
    }

    /// An element begins.
    void start(String name) {
        inside += name.equals("dd") ? 1 : 0;
    }

    /// An element ends. The term is over at the end of its list.
    void end(String name) {
        inside -= name.equals("dd") ? 1 : 0;
        if (name.equals("dl")) {
            term = "";
            written = true;
        }
    }

    /// A text inside of `dd` with its term; empty for others.
    Optional<String> labelled(String text) {
        boolean label =
                inside > 0 && !term.isEmpty() && !"?:".contains(term.substring(term.length() - 1));
        if (!label || text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        written = true;
        return Optional.of(term + ": " + text);
    }

    /// The term that was not written yet and stands by itself.
    Optional<String> left() {
        Optional<String> left = Optional.of(term).filter(_ -> !written);
        written = true;
        return left;
    }
}
