package handcar.rag;

/// A lexeme of the question in one language (named by its configuration), with what BM25 weighs it by: in how many of the
/// language's passages it is found, how many there are, and how many words they have on average.
record LexicalTerm(
        String language, String lexeme, long foundIn, long passages, double typicalSize) {

    /// Robertson and Spärck Jones' inverse document frequency, kept above zero; largest for what is found nowhere.
    double weight() {
        return weight(foundIn, passages);
    }

    static double weight(long foundIn, long passages) {
        return Math.log(1 + (passages - foundIn + 0.5) / (foundIn + 0.5));
    }

    /// As PostgreSQL reads it inside a `tsquery`.
    String quoted() {
        return "'" + lexeme.replace("\\", "\\\\").replace("'", "''") + "'";
    }
}
