package handcar.rag;

import handcar.db.Database;
import handcar.gateway.Embedder;

import java.util.List;
import java.util.Optional;

/// What the agents know, to be asked.
public final class Library {
    /// Longer questions are cut; their beginning says what they are about.
    public static final int LONGEST_QUESTION = 1_000;

    private final Database db;
    private final Lexical lexical;
    private final SearchEvidence evidence;
    private final Optional<VectorLeg> vectors;

    /// A library searched by words alone.
    public Library(Database db) {
        this(db, Optional.empty());
    }

    /// A library searched by words and, when there is a model for it, by vectors.
    public Library(Database db, Optional<Embedder> embedder) {
        SearchStore store = new SearchStore();
        this.db = db;
        this.lexical = new Lexical(store);
        this.evidence = new SearchEvidence(store);
        this.vectors = embedder.map(model -> new VectorLeg(db, model, store));
    }

    /// The passages within scope that speak of what is asked, best first, at most `limit` of them (1–200).
    public List<SearchHit> search(String question, SearchScope scope, int limit) {
        String asked = cut(question);
        return SearchSpread.best(ranked(asked, scope, lexical.rank(db, asked, scope)), limit);
    }

    /// The same, with what the best passages have to say weighed as evidence.
    public SearchFindings find(String question, SearchScope scope, int limit) {
        String asked = cut(question);
        LexicalRanking ranking = lexical.rank(db, asked, scope);
        List<SearchHit> hits = ranked(asked, scope, ranking);
        return new SearchFindings(
                SearchSpread.best(hits, limit), evidence.weigh(db, asked, ranking, hits));
    }

    private List<SearchHit> ranked(String question, SearchScope scope, LexicalRanking words) {
        return vectors.flatMap(leg -> leg.ask(question, scope, words.hits()))
                .map(said -> Fusion.fuse(words.hits(), words.coverage(), said))
                .orElse(words.hits());
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
