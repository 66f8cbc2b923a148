package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.CandidateRanker.Ranked;

/// Leaves of the candidates those that have the thing which the question names: its article number, or what a question that goes on
/// from an earlier one adds to it.
final class QuestionSubject {
    /// From this a candidate has what a question names that goes on from an earlier one.
    private static final double LEAST = 0.25;

    /// The same beside the candidate that has most of it.
    private static final double SAME = 0.6;

    private QuestionSubject() {}

    static List<Ranked> in(List<Ranked> ranked, List<QuestionTerm> terms) {
        return added(coded(ranked, terms), terms);
    }

    /// Only what has the article number that was asked for, if anything has.
    private static List<Ranked> coded(List<Ranked> ranked, List<QuestionTerm> terms) {
        List<Ranked> left = ranked;
        for (int term = 0; term < terms.size(); term++) {
            int number = term;
            if (terms.get(term).isCode()) {
                List<Ranked> having =
                        left.stream().filter(each -> each.own()[number] == 1).toList();
                left = having.isEmpty() ? left : having;
            }
        }
        return left;
    }

    /// Of a question that goes on from an earlier one and names one thing, what has that thing: "and to Japan?" is not answered
    /// with what the earlier question named. Nothing when no candidate has anything that such a question names.
    private static List<Ranked> added(List<Ranked> ranked, List<QuestionTerm> terms) {
        List<Integer> own =
                IntStream.range(0, terms.size())
                        .filter(term -> terms.get(term).isOwn())
                        .boxed()
                        .toList();
        boolean goesOn =
                terms.stream().anyMatch(term -> !term.cue() && term.share() <= FollowUp.CARRIED);
        if (!goesOn || own.isEmpty()) {
            return ranked;
        }
        double most = ranked.stream().mapToDouble(each -> most(each, own)).max().orElse(0);
        if (most < LEAST) {
            return List.of();
        }
        return own.size() > 1
                ? ranked
                : ranked.stream().filter(each -> most(each, own) >= SAME * most).toList();
    }

    private static double most(Ranked each, List<Integer> own) {
        return own.stream().mapToDouble(term -> each.covered()[term]).max().orElse(0);
    }
}
