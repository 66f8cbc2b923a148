package handcar.rag;

import handcar.db.Database;

import java.util.List;

/// What the agents know, to be asked.
public final class Library {
    /// Longer questions are cut; their beginning says what they are about.
    public static final int LONGEST_QUESTION = 1_000;

    private final Database db;
    private final Lexical lexical;

    public Library(Database db) {
        this.db = db;
        this.lexical = new Lexical(new SearchStore());
    }

    /// The passages within scope that speak of what is asked, best first, at most `limit` of them (1–50).
    public List<SearchHit> search(String question, SearchScope scope, int limit) {
        return SearchSpread.best(lexical.rank(db, cut(question), scope).hits(), limit);
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
