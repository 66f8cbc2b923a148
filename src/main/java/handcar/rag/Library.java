package handcar.rag;

import handcar.db.Database;

import java.util.List;

/// What the agents know, to be asked.
public final class Library {
    /// Longer questions are cut; their beginning says what they are about.
    public static final int LONGEST_QUESTION = 1_000;

    private final Database db;
    private final Lexical lexical;
    private final SearchEvidence evidence;

    public Library(Database db) {
        SearchStore store = new SearchStore();
        this.db = db;
        this.lexical = new Lexical(store);
        this.evidence = new SearchEvidence(store);
    }

    /// The passages within scope that speak of what is asked, best first, at most `limit` of them (1–50).
    public List<SearchHit> search(String question, SearchScope scope, int limit) {
        return SearchSpread.best(lexical.rank(db, cut(question), scope).hits(), limit);
    }

    /// The same, with what the best passages have to say weighed as evidence.
    public SearchFindings find(String question, SearchScope scope, int limit) {
        String asked = cut(question);
        LexicalRanking ranking = lexical.rank(db, asked, scope);
        return new SearchFindings(
                SearchSpread.best(ranking.hits(), limit),
                evidence.weigh(db, asked, ranking, ranking.hits()));
    }

    private static String cut(String question) {
        return question.length() <= LONGEST_QUESTION
                ? question
                : question.substring(
                        0,
                        Character.isHighSurrogate(question.charAt(LONGEST_QUESTION - 1))
                                ? LONGEST_QUESTION - 1
                                : LONGEST_QUESTION);
    }
}
