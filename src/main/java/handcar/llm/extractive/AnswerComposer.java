package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.CandidateRanker.Ranked;
import handcar.text.Language;

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
    private static final double BESIDE = 0.78;

    /// The same when it tells of something else what the best tells of what was asked.
    private static final double RIVAL = 0.84;

    /// Candidates that are looked at for a second one.
    private static final int LOOK = 12;

    private static final double NAMED = 0.6;
    private static final double RAREST = 0.95;
    private static final double LACKING = 0.3;
    private static final double CERTAIN = 0.9;
    private static final String BETWEEN_HEADINGS = " › ";

    private final CandidateRanker ranker;
    private final List<Ranked> ranked;
    private final TableAnswer tables;
    private final String language;

    /// A part of an answer: what is said, and what it quotes.
    record Part(String text, Quotation source) {}

    /// @param language of the reply, ISO 639-1
    /// @param alone whether the message asks nothing else
    AnswerComposer(CandidateRanker ranker, List<Ranked> ranked, String language, boolean alone) {
        this.ranker = ranker;
        this.language = language;
        this.ranked = ranked;
        this.tables = new TableAnswer(ranker, ranked, alone);
    }

    /// What to say, in its order. Nothing when there are no candidates.
    List<Part> parts() {
        if (ranked.isEmpty()) {
            return List.of();
        }
        Ranked best = inLanguageOfReply(ranked.getFirst());
        Optional<Ranked> other = contradiction(best);
        if (other.isPresent()) {
            return List.of(named(best, other.get()), named(other.get(), best));
        }
        if (best.candidate().row().isPresent() && !tables.isNamed(best)) {
            List<Ranked> rows = tables.equalRows(best);
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
                .map(each -> new Part(tables.said(each), each.candidate().quotation()))
                .toList();
    }

    private Optional<Ranked> second(Ranked best) {
        double whole = Math.max(1e-9, ranker.share(ones()));
        Ranked found = null;
        double most = 0;
        // a row that only an earlier question named
        boolean carries =
                ranker.question().terms().stream()
                        .anyMatch(term -> !term.cue() && term.share() < 1);
        for (Ranked each : ranked.subList(1, Math.min(LOOK, ranked.size()))) {
            double gain = gain(best, each) / whole;
            boolean brings = gain >= GAIN && each.relevance() >= CLOSE * best.relevance();
            boolean completes =
                    !best.wanted()
                            && each.wanted()
                            && each.candidate().isIn(best.candidate().passage())
                            && each.relevance() >= CLOSE * best.relevance();
            boolean mostWanted = bringsRarest(best, each);
            boolean equal = each.relevance() >= asGood(best, each) * best.relevance();
            double value = each.relevance() + gain;
            if ((brings || completes || equal || mostWanted)
                    && value > most
                    && !(carries && each.candidate().row().isPresent())
                    && !repeats(best, each)) {
                found = each;
                most = value;
            }
        }
        return Optional.ofNullable(found);
    }

    /// Whether the other has the rarest word of the question, of which the best says nothing.
    private boolean bringsRarest(Ranked best, Ranked other) {
        return other.relevance() >= HALF * best.relevance()
                && rarest().anyMatch(
                                term ->
                                        best.covered()[term] < LACKING
                                                && other.own()[term] >= CERTAIN);
    }

    /// How relevant the other has to be beside the best to be said too.
    private double asGood(Ranked best, Ranked other) {
        return !isBeside(best, other) ? EQUAL : isRival(best, other) ? RIVAL : BESIDE;
    }

    /// Whether both tell what was asked, and only the best has the rarest word of the question.
    private boolean isRival(Ranked best, Ranked other) {
        boolean limit = ranker.question().lasting();
        double has = limit ? NAMED : CERTAIN;
        return (limit || (best.wanted() && other.wanted()))
                && rarest().anyMatch(
                                term -> best.own()[term] >= has && other.own()[term] < LACKING);
    }

    private IntStream rarest() {
        double[] weights = ranker.weights();
        double most = Arrays.stream(weights).max().orElse(0);
        return IntStream.range(0, weights.length)
                .filter(term -> weights[term] >= RAREST * most)
                .filter(term -> !isQuantity(ranker.question().terms().get(term)));
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
            QuestionTerm asked = ranker.question().terms().get(term);
            boolean cue = asked.cue() || isQuantity(asked);
            more[term] = carried || cue ? 0 : Math.max(0, other.own()[term] - best.covered()[term]);
        }
        return ranker.share(more);
    }

    /// A number of the customer's own, "for two lamps", stands in other sentences by chance.
    private static boolean isQuantity(QuestionTerm term) {
        return Thesaurus.KNOWN.isNumber(term.word()) && !term.isCode();
    }

    /// What documents in several languages say is quoted in the language of the reply.
    private Ranked inLanguageOfReply(Ranked best) {
        return ranked.stream()
                .limit(LOOK)
                .filter(other -> other.relevance() >= HALF * best.relevance())
                .filter(other -> translates(best, other))
                .filter(other -> Language.of(other.candidate().text()) == Language.ofCode(language))
                .findFirst()
                .orElse(best);
    }

    /// Whether both say the same numbers in two languages.
    private static boolean translates(Ranked best, Ranked other) {
        List<String> numbers = digits(best);
        if (numbers.isEmpty() || !numbers.equals(digits(other))) {
            return false;
        }
        Language one = Language.of(best.candidate().text());
        Language two = Language.of(other.candidate().text());
        return one != two && one != Language.OTHER && two != Language.OTHER;
    }

    private static List<String> digits(Ranked each) {
        return each.candidate().words().stream().filter(WordSimilarity::hasDigit).sorted().toList();
    }

    private static boolean repeats(Ranked best, Ranked other) {
        if (translates(best, other)) {
            return true;
        }
        Set<String> words = new HashSet<>(other.candidate().words());
        words.removeAll(Set.copyOf(best.candidate().words()));
        return words.isEmpty() || other.candidate().text().equals(best.candidate().text());
    }

    /// A candidate of another place in nearly the same words with other numbers.
    private Optional<Ranked> contradiction(Ranked best) {
        return ranked.subList(1, Math.min(LOOK, ranked.size())).stream()
                .filter(other -> !other.candidate().isIn(best.candidate().passage()))
                .filter(other -> other.relevance() >= CLOSE * best.relevance())
                .filter(
                        other ->
                                ContradictionCheck.contradict(best.candidate(), other.candidate())
                                        || answerDifferently(best, other))
                .findFirst();
    }

    /// Whether two documents both say what is asked about and have what is asked for, with no number in common.
    private boolean answerDifferently(Ranked best, Ranked other) {
        boolean foreign =
                !best.candidate()
                        .passage()
                        .documentId()
                        .equals(other.candidate().passage().documentId());
        if (!foreign || !best.wanted() || !other.wanted()) {
            return false;
        }
        List<QuestionTerm> terms = ranker.question().terms();
        int shared = 0;
        for (int term = 0; term < terms.size(); term++) {
            boolean said = !terms.get(term).cue() && best.own()[term] >= NAMED;
            if (said && other.own()[term] < NAMED) {
                return false;
            }
            shared += said ? 1 : 0;
        }
        Set<String> values = values(best);
        Set<String> others = values(other);
        return shared > 0
                && !values.isEmpty()
                && !others.isEmpty()
                && Collections.disjoint(values, others);
    }

    private Set<String> values(Ranked each) {
        return Words.of(tables.said(each)).stream()
                .filter(
                        word ->
                                Thesaurus.KNOWN.isNumber(word)
                                        || (ranker.question().wanted().contains(AnswerType.COUNT)
                                                && AnswerType.COUNT.isIn(word)))
                .collect(Collectors.toSet());
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
        return new Part(place + ": " + tables.said(each), each.candidate().quotation());
    }

    private Part table(List<Ranked> rows) {
        String text =
                rows.stream()
                        .map(each -> "- " + tables.said(each))
                        .collect(Collectors.joining("\n"));
        return new Part(
                text, rows.getFirst().candidate().quotation(rows.getLast().candidate().end()));
    }
}
