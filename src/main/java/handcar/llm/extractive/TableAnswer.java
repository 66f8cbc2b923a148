package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.CandidateRanker.Ranked;

/// Says of a table what was asked for: the rows that a question means and their columns.
final class TableAnswer {
    private static final double NAMED = 0.6;
    private static final double EQUAL_ROW = 0.85;
    private static final double LABELLED = 0.99;
    private static final int MOST_ROWS = 12;

    private final CandidateRanker ranker;
    private final List<Ranked> ranked;
    private final boolean alone;

    /// @param alone whether the message asks nothing else, so that of a list one value is enough
    TableAnswer(CandidateRanker ranker, List<Ranked> ranked, boolean alone) {
        this.alone = alone;
        this.ranker = ranker;
        this.ranked = ranked;
    }

    /// What is said of a candidate: a sentence itself, of a row the columns that were asked for.
    String said(Ranked each) {
        AnswerCandidate candidate = each.candidate();
        return candidate
                .row()
                .map(row -> row.said(columns(candidate, row)))
                .orElseGet(
                        () -> alone ? ListedValue.in(candidate.text(), ranker) : candidate.text());
    }

    /// Whether the question names this row: by one of its cells, and not only by what the whole table is about.
    boolean isNamed(Ranked best) {
        TableEntry row = best.candidate().row().orElseThrow();
        Evidence.Found passage = best.candidate().passage();
        BitSet named = named(String.join(" ; ", row.cells()));
        named.andNot(named(passage.title() + "\n" + passage.heading()));
        named.andNot(named(String.join(" ; ", row.headers())));
        return !named.isEmpty();
    }

    /// The words of the question that say what it is about and stand in a text.
    private BitSet named(String text) {
        return named(text, false);
    }

    private BitSet named(String text, boolean cues) {
        double[] matched = ranker.matches(text);
        BitSet named = new BitSet();
        for (int term = 0; term < matched.length; term++) {
            named.set(
                    term,
                    (cues || !ranker.question().terms().get(term).cue())
                            && matched[term] >= NAMED
                            && ranker.weights()[term] > 0);
        }
        return named;
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
        BitSet above = named(candidate.passage().heading());
        BitSet own = own();
        boolean asksForColumn =
                !asksForType()
                        && all.stream()
                                .map(column -> without(named(row.headers().get(column)), above))
                                .anyMatch(
                                        named -> named.intersects(own)); // "colour?" after a price
        List<Integer> candidates = fitting.isEmpty() || asksForColumn ? all : fitting;
        Map<Integer, BitSet> names = new HashMap<>();
        candidates.forEach(
                column -> names.put(column, without(named(row.headers().get(column)), above)));
        if (names.values().stream().anyMatch(named -> named.intersects(own))) {
            names.values()
                    .forEach(named -> named.and(own)); // "and in high season?" after the low one
        }
        if (names.values().stream().allMatch(BitSet::isEmpty)) {
            candidates.forEach(column -> names.put(column, named(row.headers().get(column), true)));
        }
        List<Integer> asked = mostNamed(names);
        return asked.isEmpty() ? candidates : asked;
    }

    /// Whether the question itself and no earlier one says what kind of answer is wanted.
    private boolean asksForType() {
        return ranker.question().terms().stream()
                .anyMatch(
                        term ->
                                term.cue()
                                        && term.share() > QuestionTerms.TOLD * QuestionTerms.CUE
                                        && !Thesaurus.KNOWN.types(term.concepts()).isEmpty());
    }

    /// The terms that the question itself has.
    private BitSet own() {
        List<QuestionTerm> terms = ranker.question().terms();
        return IntStream.range(0, terms.size())
                .filter(term -> terms.get(term).isOwn())
                .collect(BitSet::new, BitSet::set, BitSet::or);
    }

    /// Those that name something, of which no other names all that they name and a thing more.
    private static <T extends Comparable<T>> List<T> mostNamed(Map<T, BitSet> names) {
        return names.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .filter(
                        each ->
                                names.values().stream()
                                        .noneMatch(
                                                other ->
                                                        !other.equals(each.getValue())
                                                                && without(
                                                                                (BitSet)
                                                                                        each.getValue()
                                                                                                .clone(),
                                                                                other)
                                                                        .isEmpty()))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /// Whether the cell that is asked for is empty: the question names one row of the table, and a column in which that row
    /// has nothing.
    boolean isEmptyCell(Ranked best) {
        List<TableEntry> rows =
                ranked.stream()
                        .map(Ranked::candidate)
                        .filter(each -> sameTable(best.candidate(), each))
                        .flatMap(each -> each.row().stream())
                        .toList();
        double most = rows.stream().mapToDouble(ranker::label).max().orElse(0);
        List<TableEntry> about =
                rows.stream().filter(row -> ranker.label(row) >= LABELLED * most).toList();
        if (most <= 0 || about.size() != 1) {
            return false;
        }
        BitSet known = named(about.getFirst().cells().getFirst());
        known.or(named(best.candidate().passage().heading()));
        Map<String, BitSet> headers = new HashMap<>();
        rows.stream()
                .flatMap(row -> row.headers().stream().skip(1))
                .distinct()
                .forEach(header -> headers.put(header, without(named(header), known)));
        List<String> asked = mostNamed(headers);
        return asked.size() == 1
                && about.getFirst()
                        .below(asked.getFirst())
                        .filter(cell -> !cell.isBlank())
                        .isEmpty();
    }

    private static BitSet without(BitSet named, BitSet known) {
        named.andNot(known);
        return named;
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
