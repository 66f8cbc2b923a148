package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.CandidateRanker.Ranked;

/// Says of a table what was asked for: the rows that a question means and their columns.
final class TableAnswer {
    private static final double COLUMN = 0.8;
    private static final double NAMED = 0.6;
    private static final double EQUAL_ROW = 0.85;
    private static final int MOST_ROWS = 12;

    private final CandidateRanker ranker;
    private final List<Ranked> ranked;

    TableAnswer(CandidateRanker ranker, List<Ranked> ranked) {
        this.ranker = ranker;
        this.ranked = ranked;
    }

    /// What is said of a candidate: a sentence itself, of a row the columns that were asked for.
    String said(Ranked each) {
        AnswerCandidate candidate = each.candidate();
        return candidate
                .row()
                .map(row -> row.said(columns(candidate, row)))
                .orElse(candidate.text());
    }

    /// Whether the question names this row: by one of its cells, and not only by what the whole table is about.
    boolean isNamed(Ranked best) {
        TableEntry row = best.candidate().row().orElseThrow();
        double[] cells = ranker.matches(String.join(" ; ", row.cells()));
        Evidence.Found passage = best.candidate().passage();
        double[] whole =
                ranker.matches(
                        passage.title()
                                + "\n"
                                + passage.heading()
                                + "\n"
                                + String.join(" ; ", row.headers()));
        for (int term = 0; term < cells.length; term++) {
            QuestionTerm asked = ranker.question().terms().get(term);
            if (!asked.cue() && cells[term] >= NAMED && whole[term] < NAMED) {
                return true;
            }
        }
        return false;
    }

    /// The rows of the best one's table that are as good as it, in their order.
    List<Ranked> equalRows(Ranked best) {
        return ranked.stream()
                .filter(each -> sameTable(best.candidate(), each.candidate()))
                .filter(each -> each.relevance() >= EQUAL_ROW * best.relevance())
                .sorted(Comparator.comparingInt(each -> each.candidate().start()))
                .limit(MOST_ROWS)
                .toList();
    }

    private static boolean sameTable(AnswerCandidate one, AnswerCandidate other) {
        return one.isIn(other.passage())
                && other.row().isPresent()
                && one.row()
                        .map(row -> row.headers().getFirst())
                        .equals(other.row().map(row -> row.headers().getFirst()));
    }

    /// The columns that the question asks for; all when it names none.
    private List<Integer> columns(AnswerCandidate candidate, TableEntry row) {
        List<Integer> all = row.columns();
        Set<AnswerType> wanted = ranker.question().wanted();
        List<Integer> fitting =
                all.stream()
                        .filter(column -> isOfType(candidate, row.headers().get(column), wanted))
                        .toList();
        List<Integer> candidates = fitting.isEmpty() ? all : fitting;
        double[] above = ranker.matches(candidate.passage().heading());
        Map<Integer, Double> scores = new HashMap<>();
        for (int column : candidates) {
            scores.put(column, named(row.headers().get(column), above));
        }
        double most = scores.values().stream().mapToDouble(score -> score).max().orElse(0);
        return most <= 0
                ? candidates
                : candidates.stream()
                        .filter(column -> scores.getOrDefault(column, 0d) >= COLUMN * most)
                        .toList();
    }

    /// How much of the question a header names that the heading of the whole table does not.
    private double named(String header, double[] above) {
        double[] matched = ranker.matches(header);
        for (int term = 0; term < matched.length; term++) {
            matched[term] = above[term] >= NAMED ? 0 : matched[term];
        }
        return ranker.share(matched);
    }

    /// Whether some row of the table has what is wanted below this header.
    private boolean isOfType(AnswerCandidate candidate, String header, Set<AnswerType> wanted) {
        return ranked.stream()
                .map(Ranked::candidate)
                .filter(other -> sameTable(candidate, other))
                .flatMap(other -> other.row().stream())
                .flatMap(row -> row.below(header).stream())
                .anyMatch(cell -> wanted.stream().anyMatch(type -> type.isIn(cell)));
    }
}
