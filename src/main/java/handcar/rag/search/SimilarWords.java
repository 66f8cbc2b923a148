package handcar.rag.search;

import module java.base;

import handcar.db.Db;
import handcar.text.EditDistance;

/// Words of the library in place of those of a question that it does not know: a word typed without its accents (`zbozi`), a
/// typing error ("wensday"), another form of the word (`Liefert` for `Lieferung`, where a stemmer stops too early or there is
/// none), a compound or its parts (`Ratenzahlung` for `in Raten zahlen`).
///
/// Accents are left out of both words before they are compared. Candidates share runs of four letters with the word. They are judged by the distance of Damerau and Levenshtein, whose
/// bounds are near those of Lucene's fuzzy queries and which never changes the first letter, by a common beginning, or by
/// being a whole part of the other.
final class SimilarWords {
    /// The weight of a word beside one that the question has itself.
    private static final double ACCENTS = 0.9;

    private static final double TYPO = 0.8;
    private static final double FORM = 0.6;
    private static final double PART = 0.5;

    /// More alternatives to a word make noise.
    private static final int MOST = 3;

    /// A shorter word only misses its accents, and is no part of a compound.
    private static final int SHORTEST = 4;

    /// A shorter word is not looked up.
    private static final int SHORTEST_OF_ALL = 3;

    /// From so many letters on a word may have two typing errors.
    private static final int LONG = 8;

    /// Words that are looked up for a question, the longest; a look-up takes about a millisecond.
    private static final int MOST_UNKNOWN = 8;

    private final SearchStore store;

    SimilarWords(SearchStore store) {
        this.store = store;
    }

    /// The terms with the alternatives to those that no passage of the question's language has.
    LexicalQuery added(Db db, LexicalQuery question) {
        List<QueryTerm> unknown =
                question.terms().entrySet().stream()
                        .filter(terms -> question.trust(terms.getKey()) == 1)
                        .flatMap(terms -> terms.getValue().stream())
                        .filter(term -> term.foundIn() == 0)
                        .filter(term -> term.lexeme().length() >= SHORTEST_OF_ALL)
                        .sorted(
                                Comparator.comparingInt((QueryTerm term) -> term.lexeme().length())
                                        .reversed())
                        .limit(MOST_UNKNOWN)
                        .toList();
        if (unknown.isEmpty()) {
            return question;
        }
        Map<QueryTerm, List<QueryTerm>> alternatives = new HashMap<>();
        for (SearchStore.SimilarWord found : store.similar(db, unknown)) {
            double share = share(found.plainAsked(), found.plain());
            if (share > 0) {
                alternatives
                        .computeIfAbsent(found.asked(), _ -> new ArrayList<>())
                        .add(found.asked().replacedBy(found.lexeme(), found.passages(), share));
            }
        }
        alternatives.replaceAll(
                (_, all) ->
                        all.stream()
                                .sorted(Comparator.comparingDouble(QueryTerm::share).reversed())
                                .limit(MOST)
                                .toList());
        return question.replacing(alternatives);
    }

    /// What a word of the library is worth in place of one that was asked for, both without accents; 0 when it is another word.
    static double share(String asked, String word) {
        if (asked.equals(word)) {
            return ACCENTS;
        }
        int shorter = Math.min(asked.length(), word.length());
        int longer = Math.max(asked.length(), word.length());
        if (shorter < SHORTEST) {
            return 0;
        }
        int errors = longer >= LONG ? 2 : 1;
        boolean sameStart = asked.charAt(0) == word.charAt(0);
        if (sameStart && EditDistance.of(asked, word, errors) <= errors) {
            return TYPO;
        }
        int common = commonBeginning(asked, word);
        if (common >= SHORTEST && common >= 0.6 * longer) {
            return FORM;
        }
        String whole = asked.length() == longer ? asked : word;
        String part = asked.length() == longer ? word : asked;
        return whole.startsWith(part) || whole.endsWith(part) ? PART : 0;
    }

    private static int commonBeginning(String one, String other) {
        int at = 0;
        while (at < Math.min(one.length(), other.length()) && one.charAt(at) == other.charAt(at)) {
            at++;
        }
        return at;
    }
}
