package handcar.llm.extractive;

import module java.base;

/// Something a passage states that can be quoted alone: a sentence, or a row of a table.
///
/// @param start in UTF-16 characters of the passage, as is `end`
/// @param text what is said, in readable form
/// @param lead the question that it answers in a list of questions and answers; empty otherwise
/// @param row the table's row, when it is one
/// @param words of `text`; with their headers for a row
/// @param concepts that these words name
record AnswerCandidate(
        Evidence.Found passage,
        int start,
        int end,
        String text,
        String lead,
        boolean first,
        Optional<TableEntry> row,
        List<String> words,
        BitSet concepts) {

    boolean isIn(Evidence.Found other) {
        return passage.equals(other);
    }

    Quotation quotation() {
        return quotation(end);
    }

    /// From its beginning to a later end in the same passage.
    Quotation quotation(int to) {
        String stored = passage.text();
        String quote = stored.substring(start, to);
        int from = passage.start() + stored.codePointCount(0, start);
        return new Quotation(
                passage.documentId(),
                passage.title(),
                passage.url(),
                quote,
                from,
                from + quote.codePointCount(0, quote.length()));
    }
}
