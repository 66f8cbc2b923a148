package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.CandidateRanker.Ranked;

/// Chooses what to say from ranked candidates: the best, a second one only when it has a word or an amount of the question
/// that the first lacks, both when two documents contradict each other, and of a table what was asked for.
final class AnswerComposer {
    /// A second candidate adds at least this share of the question.
    private static final double GAIN = 0.22;

    /// A second candidate is at least this relevant beside the best, if it adds something.
    private static final double CLOSE = 0.72;

    /// The same where it has the rarest word, of which the best says nothing.
    private static final double HALF = 0.5;

    /// A second candidate as good as the best is said too, because either may be meant.
    private static final double EQUAL = 0.97;

    /// The same for a sentence of the same passage, which belongs to the same subject.
    private static final double BESIDE = 0.84;

    /// Candidates that are looked at for a second one.
    private static final int LOOK = 12;

    private static final double COLUMN = 0.8;
    private static final double NAMED = 0.6;
    private static final double EQUAL_ROW = 0.85;
    private static final double RAREST = 0.95;
    private static final double LACKING = 0.3;
    private static final double CERTAIN = 0.9;
    private static final int MOST_ROWS = 12;
    private static final String BETWEEN_HEADINGS = " › ";

    private final CandidateRanker ranker;
    private final List<Ranked> ranked;

    /// A part of an answer: what is said, and what it quotes.
    record Part(String text, Quotation source) {}

    AnswerComposer(CandidateRanker ranker, List<Ranked> ranked) {
        this.ranker = ranker;
        this.ranked = ranked;
    }

    /// What to say, in its order. Nothing when there are no candidates.
    List<Part> parts() {
        if (ranked.isEmpty()) {
            return List.of();
        }
        Ranked best = ranked.getFirst();
        Optional<Ranked> other = contradiction(best);
        if (other.isPresent()) {
            return List.of(named(best, other.get()), named(other.get(), best));
        }
        if (best.candidate().row().isPresent() && !isNamed(best)) {
            List<Ranked> rows = equalRows(best);
            if (rows.size() > 1) {
                return List.of(table(rows));
            }
        }
        List<Ranked> chosen = new ArrayList<>(List.of(best));
        second(best).ifPresent(chosen::add);
        chosen.sort(
                Comparator.comparingInt(
                                (Ranked each) ->
                                        each.candidate().isIn(best.candidate().passage()) ? 0 : 1)
                        .thenComparingInt(each -> each.candidate().start()));
        return chosen.stream()
                .map(each -> new Part(said(each), each.candidate().quotation()))
                .toList();
    }

    private Optional<Ranked> second(Ranked best) {
        double whole = Math.max(1e-9, ranker.share(ones()));
        Ranked found = null;
        double most = 0;
        for (Ranked each : ranked.subList(1, Math.min(LOOK, ranked.size()))) {
            double gain = gain(best, each) / whole;
            boolean brings = gain >= GAIN && each.relevance() >= CLOSE * best.relevance();
            boolean completes =
                    !best.wanted()
                            && each.wanted()
                            && each.candidate().isIn(best.candidate().passage())
                            && each.relevance() >= CLOSE * best.relevance();
            boolean mostWanted = bringsRarest(best, each);
            boolean equal =
                    each.relevance() >= (isBeside(best, each) ? BESIDE : EQUAL) * best.relevance();
            double value = each.relevance() + gain;
            if ((brings || completes || equal || mostWanted)
                    && value > most
                    && !repeats(best, each)) {
                found = each;
                most = value;
            }
        }
        return Optional.ofNullable(found);
    }

    /// Whether the other has the rarest word of the question, of which the best says nothing.
    private boolean bringsRarest(Ranked best, Ranked other) {
        double[] weights = ranker.weights();
        double most = Arrays.stream(weights).max().orElse(0);
        return other.relevance() >= HALF * best.relevance()
                && IntStream.range(0, weights.length)
                        .filter(term -> weights[term] >= RAREST * most)
                        .anyMatch(
                                term ->
                                        best.covered()[term] < LACKING
                                                && other.own()[term] >= CERTAIN);
    }

    /// Whether both are sentences of one passage.
    private static boolean isBeside(Ranked best, Ranked other) {
        return best.candidate().isIn(other.candidate().passage())
                && best.candidate().row().isEmpty()
                && other.candidate().row().isEmpty()
                && best.candidate().lead().equals(other.candidate().lead());
    }

    private double[] ones() {
        double[] ones = new double[ranker.weights().length];
        Arrays.fill(ones, 1);
        return ones;
    }

    /// The part of the question that the other candidate adds, words carried over from earlier left out.
    private double gain(Ranked best, Ranked other) {
        double[] more = new double[best.own().length];
        for (int term = 0; term < more.length; term++) {
            boolean carried = ranker.question().terms().get(term).share() < 1;
            boolean cue = ranker.question().terms().get(term).cue();
            more[term] = carried || cue ? 0 : Math.max(0, other.own()[term] - best.covered()[term]);
        }
        return ranker.share(more);
    }

    private static boolean repeats(Ranked best, Ranked other) {
        Set<String> words = new HashSet<>(other.candidate().words());
        words.removeAll(Set.copyOf(best.candidate().words()));
        return words.isEmpty() || other.candidate().text().equals(best.candidate().text());
    }

    /// A candidate of another place in nearly the same words with other numbers.
    private Optional<Ranked> contradiction(Ranked best) {
        return ranked.subList(1, Math.min(LOOK, ranked.size())).stream()
                .filter(other -> !other.candidate().isIn(best.candidate().passage()))
                .filter(other -> other.relevance() >= CLOSE * best.relevance())
                .filter(other -> ContradictionCheck.contradict(best.candidate(), other.candidate()))
                .findFirst();
    }

    /// Says where it stands: in which document, or under which heading when both stand in the same.
    private Part named(Ranked each, Ranked other) {
        Evidence.Found passage = each.candidate().passage();
        boolean sameDocument =
                passage.documentId().equals(other.candidate().passage().documentId());
        String heading =
                passage.heading()
                        .substring(passage.heading().lastIndexOf(BETWEEN_HEADINGS) + 1)
                        .replace("›", "")
                        .strip();
        String place = sameDocument && !heading.isEmpty() ? heading : passage.title();
        return new Part(place + ": " + said(each), each.candidate().quotation());
    }

    private String said(Ranked each) {
        AnswerCandidate candidate = each.candidate();
        return candidate
                .row()
                .map(row -> row.said(columns(candidate, row)))
                .orElse(candidate.text());
    }

    /// Whether the question names this row: by one of its cells, and not only by what the whole table is about.
    private boolean isNamed(Ranked best) {
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
    private List<Ranked> equalRows(Ranked best) {
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

    private Part table(List<Ranked> rows) {
        String text =
                rows.stream().map(each -> "- " + said(each)).collect(Collectors.joining("\n"));
        return new Part(
                text, rows.getFirst().candidate().quotation(rows.getLast().candidate().end()));
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
