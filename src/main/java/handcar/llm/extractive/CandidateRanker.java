package handcar.llm.extractive;

import module java.base;

/// Ranks what the passages state by how much of a question it covers. A word of the question counts by its rarity in the
/// passages, after Robertson and Spärck Jones; another form of it, a compound, a typing error and another word for the same
/// concept count less. What stands beside a sentence (its heading, the question it answers, its neighbours) counts less again.
final class CandidateRanker {
    /// Rarity is measured as if there were so many more passages: among three nothing is rare.
    private static final int BACKGROUND = 50;

    /// From this similarity a word is taken for the question's.
    static final double FOUND = 0.6;

    /// The weight of an article number beside a word: who names one means nothing else. Other numbers are often the customer's
    /// own, "my dog weighs 30 kilos".
    private static final double CODE = 1.5;

    private static final double NUMBER = 0.5;

    /// The weight of a word that a customer only tells, when no passage has it: it is what they have, not what they ask for.
    private static final double UNHEARD_TELLING = 0.4;

    /// Digits; shorter numbers stand in many texts by chance.
    private static final int SHORT_NUMBER = 3;

    /// The same for words of the question that a list of questions and answers puts before its answer.
    private static final double LEAD = 0.95;

    /// The same for the sentences after the first, which often speak of something beside it.
    private static final double LEAD_LATER = 0.8;

    private static final double HEADING = 0.5;
    private static final double TITLE = 0.3;

    /// An answer often stands right after the sentence that names what is asked about, sometimes right before it.
    private static final double BEFORE = 0.3;

    private static final double AFTER = 0.15;

    /// What a candidate gains, in shares of the question: by the rank of its passage, by having what is asked for (an
    /// amount, a time), by a negation where the question has one, as the first sentence of an answer, and as a row of a table by
    /// the part of the question that its first cell names.
    private static final double PASSAGE = 0.35;

    private static final double WANTED = 0.35;
    private static final double NEGATED = 0.15;

    /// The same for a time that something lasts, where the customer tells one.
    private static final double LIMIT = 0.2;

    private static final double FIRST = 0.05;
    private static final double LABEL = 0.3;

    /// What a row gains by a label of one word; one of two words gains half of it.
    private static final double SHORT_LABEL = 0.06;

    /// What a sentence loses that speaks of a month or a season when a day was asked for.
    private static final double OTHER_TIME = 0.25;

    /// What a sentence loses that is about being late when the question is not.
    private static final double OTHER_CASE = 0.15;

    private static final Set<AnswerType> LATE = EnumSet.of(AnswerType.MONEY, AnswerType.TIME);

    /// The passage that covers most of the question counts like one that the search found at nearly the first place.
    private static final double COVERAGE = 0.8;

    /// Passages whose sentences are looked at; all of a small library.
    private static final int READ = 6;

    private static final int READ_SMALL = 40;

    private final List<QuestionTerm> terms;
    private final TermMatcher matcher;
    private final QuestionTerms question;
    private final double[] weights;
    private final double whole;

    /// A candidate with its relevance.
    ///
    /// @param own how far it has each term itself; 0–1
    /// @param covered the same with what stands beside it
    /// @param wanted whether it has what the question asks for
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Ranked(
            AnswerCandidate candidate,
            double relevance,
            double[] own,
            double[] covered,
            boolean wanted) {}

    /// A passage with how far it has each term, its heading and title included; 0–1.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Coverage(Evidence.Found passage, double[] has, double share) {}

    private final List<Coverage> coverage = new ArrayList<>();

    CandidateRanker(QuestionTerms question, Evidence evidence) {
        this.question = question;
        this.terms = question.terms();
        List<String> texts =
                evidence.passages().stream()
                        .map(each -> each.title() + "\n" + each.heading() + "\n" + each.text())
                        .toList();
        this.matcher = TermMatcher.of(terms, texts);
        List<double[]> last = texts.stream().map(matcher::matches).toList();
        this.weights = new double[terms.size()];
        int passages = last.size() + BACKGROUND;
        for (int term = 0; term < weights.length; term++) {
            int number = term;
            long in = last.stream().filter(has -> has[number] >= FOUND).count();
            double rare = Math.log(1 + (passages - in + 0.5) / (in + 0.5));
            double kind =
                    terms.get(term).isCode()
                            ? CODE
                            : terms.get(term).isNumber()
                                            && (in == 0
                                                    || terms.get(term).word().length()
                                                            < SHORT_NUMBER)
                                    ? NUMBER
                                    : 1;
            double telling =
                    in == 0 && terms.get(term).share() == QuestionTerms.TOLD ? UNHEARD_TELLING : 1;
            weights[term] = kind * terms.get(term).share() * rare * telling;
        }
        ReplacedTerms.of(terms, matcher, evidence).stream().forEach(term -> weights[term] = 0);
        this.whole = Math.max(1e-9, Arrays.stream(weights).sum());
        for (int at = 0; at < last.size(); at++) {
            coverage.add(
                    new Coverage(evidence.passages().get(at), last.get(at), share(last.get(at))));
        }
    }

    double[] weights() {
        return weights;
    }

    QuestionTerms question() {
        return question;
    }

    List<Coverage> coverage() {
        return coverage;
    }

    /// The part of the question's weight that is covered; 0–1.
    double share(double[] covered) {
        double sum = 0;
        for (int term = 0; term < covered.length; term++) {
            sum += weights[term] * covered[term];
        }
        return sum / whole;
    }

    /// The candidates of the best passages, most relevant first.
    List<Ranked> rank() {
        List<Ranked> ranked = new ArrayList<>();
        int read = coverage.size() <= READ_SMALL ? READ_SMALL : READ;
        double best = coverage.stream().mapToDouble(c -> c.passage.score()).max().orElse(0);
        double most = coverage.stream().mapToDouble(Coverage::share).max().orElse(0);
        List<Coverage> candidates = coverage.subList(0, Math.min(read, coverage.size()));
        for (Coverage candidate : candidates) {
            double standing = best > 0 ? candidate.passage.score() / best : 0;
            double covers = most > 0 ? candidate.share / most : 0;
            rank(candidate.passage, PASSAGE * Math.max(standing, COVERAGE * covers), ranked);
        }
        ranked.sort(Comparator.comparingDouble(Ranked::relevance).reversed());
        return QuestionSubject.in(ranked, terms);
    }

    private void rank(Evidence.Found passage, double standing, List<Ranked> ranked) {
        List<AnswerCandidate> candidates = CandidateReader.read(passage, matcher.words());
        double[] title = matcher.matches(passage.title());
        double[] heading = matcher.matches(passage.heading());
        double[] section = matcher.matches(passage.heading().replaceFirst(".* › ", ""));
        List<double[]> own =
                candidates.stream().map(s -> matcher.matches(s.words(), s.concepts())).toList();
        for (int at = 0; at < candidates.size(); at++) {
            AnswerCandidate candidate = candidates.get(at);
            double[] lead = matcher.matches(candidate.lead());
            double[] before = at > 0 ? own.get(at - 1) : new double[terms.size()];
            double[] after = at + 1 < own.size() ? own.get(at + 1) : new double[terms.size()];
            boolean table = candidate.row().isPresent();
            boolean wanted = has(candidate, question.wanted());
            boolean whole = table && isAbout(section) && (wanted || question.wanted().isEmpty());
            double[] covered = new double[terms.size()];
            for (int term = 0; term < covered.length; term++) {
                double beside =
                        max(
                                (candidate.first() ? LEAD : LEAD_LATER) * lead[term],
                                (whole ? LEAD : HEADING) * heading[term],
                                TITLE * title[term],
                                table ? 0 : BEFORE * before[term],
                                table ? 0 : AFTER * after[term]);
                covered[term] = Math.max(own.get(at)[term], beside);
            }
            double relevance = share(covered) + standing;
            relevance += wanted ? WANTED : 0;
            relevance +=
                    question.negated() && AnswerType.NEGATION.isIn(candidate.text()) ? NEGATED : 0;
            relevance +=
                    question.lasting() && AnswerType.DURATION.isIn(candidate.text()) ? LIMIT : 0;
            relevance += !candidate.lead().isEmpty() && candidate.first() ? FIRST : 0;
            relevance -= isOfOtherTime(candidate) ? OTHER_TIME : 0;
            relevance -= isOnlyForLate(candidate) ? OTHER_CASE : 0;
            relevance +=
                    whole
                            ? LABEL * share(section)
                            : candidate
                                    .row()
                                    .map(row -> LABEL * label(row) + brevity(row))
                                    .orElse(0.0);
            ranked.add(new Ranked(candidate, relevance, own.get(at), covered, wanted));
        }
    }

    /// Whether the question asks for a day of the week, and the candidate has a day within a month that was not asked for.
    private boolean isOfOtherTime(AnswerCandidate candidate) {
        return terms.stream().anyMatch(term -> Thesaurus.KNOWN.isDay(term.concepts()))
                && terms.stream().noneMatch(term -> Thesaurus.KNOWN.isMonth(term.concepts()))
                && Thesaurus.KNOWN.isMonth(candidate.concepts());
    }

    /// Whether the candidate tells an amount or a time for who is late, of which the question says nothing.
    private boolean isOnlyForLate(AnswerCandidate candidate) {
        BitSet late = Thesaurus.KNOWN.of("late");
        return question.wanted().stream().anyMatch(LATE::contains)
                && candidate.row().isEmpty()
                && candidate.concepts().intersects(late)
                && terms.stream().noneMatch(term -> term.concepts().intersects(late));
    }

    private static double brevity(TableEntry row) {
        return SHORT_LABEL / Math.max(1, Words.of(row.cells().getFirst()).size());
    }

    /// Whether a heading names all that is asked about: then every row below it is an answer.
    private boolean isAbout(double[] heading) {
        return IntStream.range(0, heading.length)
                        .allMatch(term -> terms.get(term).cue() || heading[term] >= FOUND)
                && terms.stream().anyMatch(term -> !term.cue());
    }

    /// How much of the question names what the row is about.
    double label(TableEntry row) {
        String cell = row.cells().getFirst();
        double[] matched = matcher.matches(cell);
        double sum = 0;
        for (int term = 0; term < matched.length; term++) {
            sum += terms.get(term).cue() ? 0 : weights[term] * matched[term];
        }
        return sum / whole;
    }

    /// How far a text has each term; 0–1.
    double[] matches(String text) {
        return matcher.matches(text);
    }

    static boolean has(AnswerCandidate candidate, Set<AnswerType> wanted) {
        return wanted.stream().anyMatch(type -> type.isIn(candidate.text()));
    }

    private static double max(double... values) {
        return Arrays.stream(values).max().orElse(0);
    }
}
