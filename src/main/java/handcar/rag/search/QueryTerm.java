package handcar.rag.search;

/// A lexeme of the question in one language (named by its configuration), with what BM25 weighs it by: in how many of the
/// language's passages it is found, how many there are, and how many words they have on average.
///
/// @param share 1 for a word of the question, less for one that stands in its place ([SimilarWords])
record QueryTerm(
        String language,
        String lexeme,
        long foundIn,
        long passages,
        double typicalSize,
        double share) {
    /// Robertson and Spärck Jones' inverse document frequency, kept above zero; largest for what is found nowhere.
    double weight() {
        return share * weight(foundIn, passages);
    }

    static double weight(long foundIn, long passages) {
        return Math.log(1 + (passages - foundIn + 0.5) / (foundIn + 0.5));
    }

    /// A word of the library in place of this one.
    QueryTerm replacedBy(String word, long having, double worth) {
        return new QueryTerm(language, word, having, passages, typicalSize, worth);
    }

    /// As PostgreSQL reads it inside a `tsquery`.
    String quoted() {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
