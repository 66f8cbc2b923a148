package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.CandidateRanker.Coverage;

/// How sure it is that the best candidate answers the question: a logistic regression on seven numbers, none of which depends on
/// a language. Six weights were fitted on half of the articles of XQuAD in English and German, with and without the
/// paragraph that answers; the seventh was set by hand, because such questions are as short as only customers' are.
final class AnswerConfidence {
    /// The share of the question that the candidate covers, with what stands beside it.
    private static final double COVERED = 4.8;

    /// The share that its whole passage covers.
    private static final double PASSAGE = 4.75;

    /// By which part that is more than in the second passage.
    private static final double LEAD = 1.65;

    /// Numbers and article numbers of the question that the passage lacks, at most [#MOST_NUMBERS].
    private static final double MISSING_NUMBER = -0.35;

    /// The question asks for an amount, a time or the like, and the candidate has none.
    private static final double WRONG_TYPE = -0.8;

    /// The share of the heaviest word that the passage lacks.
    private static final double MISSING = -1.2;

    /// A question of one or two words, one of which no passage has.
    private static final double UNHEARD_OF = -1.0;

    /// The question is whether there is something, and one of its words no passage has.
    private static final double NOT_THERE = -1.5;

    /// The question is whether something is sold, and the passage speaks of it otherwise: hired out, or used.
    private static final double NOT_SOLD = -8;

    private static final double BIAS = -4.85;

    private static final int MOST_NUMBERS = 2;
    private static final int SHORT = 2;

    /// From this similarity a passage has a word.
    private static final double HAS = 0.5;

    private AnswerConfidence() {}

    /// 0–1.
    static double of(CandidateRanker ranker, CandidateRanker.Ranked best) {
        Evidence.Found passage = best.candidate().passage();
        double[] has = best.covered();
        double second = 0;
        for (Coverage each : ranker.coverage()) {
            if (each.passage().equals(passage)) {
                has = each.has();
            } else {
                second = Math.max(second, each.share());
            }
        }
        double first = ranker.share(has);
        boolean wrongType = !ranker.question().wanted().isEmpty() && !best.wanted();
        double sum =
                BIAS
                        + COVERED * ranker.share(best.covered())
                        + PASSAGE * first
                        + LEAD * (first > 0 ? Math.max(0, 1 - second / first) : 0)
                        + WRONG_TYPE * (wrongType ? 1 : 0)
                        + NOT_SOLD * (isNotSold(ranker, best) ? 1 : 0)
                        + missing(ranker, has);
        return 1 / (1 + Math.exp(-sum));
    }

    private static boolean isNotSold(CandidateRanker ranker, CandidateRanker.Ranked best) {
        String said = best.candidate().passage().heading() + "\n" + best.candidate().text();
        BitSet named = Thesaurus.KNOWN.in(said, Words.of(said));
        BitSet sale = Thesaurus.KNOWN.of("sale1");
        return ranker.question().terms().stream().anyMatch(term -> term.concepts().intersects(sale))
                && !named.intersects(sale)
                && (named.intersects(Thesaurus.KNOWN.of("hire")) || !AnswerType.MONEY.isIn(said));
    }

    /// What the words count that the passage lacks.
    private static double missing(CandidateRanker ranker, double[] has) {
        List<QuestionTerm> terms = ranker.question().terms();
        double whole = 0;
        double heaviest = 0;
        int numbers = 0;
        int subjects = 0;
        boolean unheard = false;
        for (int term = 0; term < terms.size(); term++) {
            double weight = ranker.weights()[term];
            boolean missing = has[term] < HAS;
            if (!terms.get(term).cue()) {
                whole += weight;
                heaviest = Math.max(heaviest, missing ? weight : 0);
                subjects++;
                unheard |= missing && isNowhere(ranker, term);
            }
            numbers += missing && WordSimilarity.hasDigit(terms.get(term).word()) ? 1 : 0;
        }
        return MISSING_NUMBER * Math.min(MOST_NUMBERS, numbers)
                + MISSING * (whole > 0 ? heaviest / whole : 0)
                + UNHEARD_OF * (unheard && subjects <= SHORT ? 1 : 0)
                + NOT_THERE * (unheard && ranker.question().exists() && subjects > SHORT ? 1 : 0);
    }

    private static boolean isNowhere(CandidateRanker ranker, int term) {
        return ranker.coverage().stream().allMatch(passage -> passage.has()[term] < HAS);
    }
}
