package handcar.llm.extractive;

import module java.base;

/// Finds the words of earlier questions that a follow-up replaces: after "an adult return" the question "and for a child?" asks for
/// another row of the same table, and "and in high season?" for another column.
final class ReplacedTerms {
    private static final double NAMED = 0.6;

    private ReplacedTerms() {}

    /// The places of the replaced terms.
    static BitSet of(List<QuestionTerm> terms, TermMatcher matcher, Evidence evidence) {
        BitSet replaced = new BitSet();
        if (terms.stream().allMatch(QuestionTerm::isOwn)) {
            return replaced;
        }
        for (Evidence.Found passage : evidence.passages()) {
            List<TableEntry> rows = CandidateReader.rows(passage, matcher.words());
            replace(terms, matcher, rows.stream().map(row -> row.cells().getFirst()), replaced);
            replace(terms, matcher, rows.stream().flatMap(row -> row.headers().stream()), replaced);
        }
        return replaced;
    }

    /// @param names of the rows or of the columns of a table
    private static void replace(
            List<QuestionTerm> terms, TermMatcher matcher, Stream<String> names, BitSet replaced) {
        List<double[]> has = names.distinct().map(matcher::matches).toList();
        for (int later = 0; later < terms.size(); later++) {
            for (int earlier = 0; earlier < terms.size(); earlier++) {
                if (!terms.get(later).cue()
                        && terms.get(earlier).share() <= FollowUp.CARRIED
                        && terms.get(later).share() > terms.get(earlier).share()
                        && !replaced.get(later)
                        && names(has, later, earlier)
                        && names(has, earlier, later)) {
                    replaced.set(earlier);
                }
            }
        }
    }

    /// Whether one of the names has this term and not the other.
    private static boolean names(List<double[]> has, int term, int other) {
        return has.stream().anyMatch(name -> name[term] >= NAMED && name[other] < NAMED);
    }
}
