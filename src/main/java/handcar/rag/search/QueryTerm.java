package handcar.rag.search;

/// A lexeme of the question in one language (named by its configuration), with what BM25 weighs it by: in how many of the
/// language's passages it is found, how many there are, and how many words they have on average.
record QueryTerm(String language, String lexeme, long foundIn, long passages, double typicalSize) {
    private static final long BACKGROUND = 50;

    /// Robertson and Spärck Jones' inverse document frequency, kept above zero; largest for what is found nowhere.
    double weight() {
        return weight(foundIn, passages);
    }

    /// How much it matters whether a passage has it, also where a library of three passages cannot tell rare words from
    /// frequent ones: as if there were [#BACKGROUND] more passages.
    double importance() {
        return weight(foundIn, passages + BACKGROUND);
    }

    static double weight(long foundIn, long passages) {
        return Math.log(1 + (passages - foundIn + 0.5) / (foundIn + 0.5));
    }

    /// As PostgreSQL reads it inside a `tsquery`.
    String quoted() {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
