package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.CandidateRanker.Ranked;
import handcar.text.Language;

/// The model that needs no provider: it quotes documents. It says what was asked, usually in one sentence, and says that it does
/// not know when nothing that the search found is sure enough to answer ([AnswerConfidence]).
public final class ExtractiveModel {
    /// The least confidence of an answer.
    private static final double ENOUGH = 0.5;

    /// The same where few passages were found, in a small library or for a question of rare words: these share fewer words with a
    /// question by chance.
    private static final double ENOUGH_OF_FEW = 0.355;

    private static final int FEW = 40;

    /// A citation's number.
    private static final Pattern MARK = Pattern.compile("\\[\\d+]");

    private static final int MOST_CODES = 5_000;

    /// What was said before a message.
    ///
    /// @param questions the customer's earlier messages, the last one first
    /// @param answer the reply to the last of them; empty when there is none
    public record Before(List<String> questions, String answer) {
        /// Nothing was said.
        public static final Before NOTHING = new Before(List.of(), "");
    }

    /// The reply to a message.
    ///
    /// @param language of the reply, ISO 639-1
    /// @param search finds the evidence for a question
    public ExtractiveReply reply(
            String message, Before before, String language, Function<String, Evidence> search) {
        SmallTalkPhrases phrases = SmallTalkPhrases.in(language);
        if (PromptInjection.isIn(message)) {
            return new ExtractiveReply.Unknown(phrases.unknown(), 0);
        }
        Function<String, QuestionTerms> reader = reader(language);
        boolean back = FollowUp.pointsBack(message);
        if (!before.questions.isEmpty() && (back || FollowUp.isBrief(reader.apply(message)))) {
            List<String> carried = FollowUp.carried(before.questions, reader);
            Supplier<ExtractiveReply> completed =
                    () -> completed(message, carried, before, language, search);
            Supplier<ExtractiveReply> alone = () -> reply(message, List.of(), language, search);
            if (back || reader.apply(message).subjects().isEmpty()) {
                return known(completed, alone);
            }
            ExtractiveReply reply = known(alone, completed);
            return listsRows(reply) ? known(completed, () -> reply) : reply;
        }
        return reply(message, List.of(), language, search);
    }

    private static Function<String, QuestionTerms> reader(String language) {
        return question ->
                QuestionTerms.of(
                        question,
                        "",
                        List.of(),
                        languages(question, language, Evidence.NONE),
                        Set.of());
    }

    /// Whether it says the same of several things, so that an earlier question may tell which is meant: "colour?"
    private static boolean listsRows(ExtractiveReply reply) {
        return reply.text().startsWith("- ") && reply.text().contains("\n- ");
    }

    private static ExtractiveReply known(
            Supplier<ExtractiveReply> first, Supplier<ExtractiveReply> second) {
        ExtractiveReply reply = first.get();
        return reply instanceof ExtractiveReply.Unknown ? second.get() : reply;
    }

    /// An answer that only repeats the one before does not answer a question that goes on from it, unless it names what the
    /// question adds.
    private static ExtractiveReply completed(
            String message,
            List<String> carried,
            Before before,
            String language,
            Function<String, Evidence> search) {
        ExtractiveReply reply = reply(message, carried, language, search);
        QuestionTerms asked = reader(language).apply(message);
        List<QuestionTerm> added = asked.subjects();
        boolean adds =
                (!added.isEmpty() && names(reply.text(), added))
                        || asked.wanted().stream().anyMatch(type -> type.isIn(reply.text()));
        boolean asksNothing = added.isEmpty() && asked.wanted().isEmpty();
        boolean repeats =
                asksNothing
                        ? overlaps(reply.text(), before.answer)
                        : reply.text().equals(before.answer);
        return repeats && !adds
                ? new ExtractiveReply.Unknown(SmallTalkPhrases.in(language).unknown(), 0)
                : reply;
    }

    /// Whether one of the two says all that the other says.
    private static boolean overlaps(String text, String other) {
        List<String> words = Words.of(MARK.matcher(text).replaceAll(" "));
        List<String> others = Words.of(MARK.matcher(other).replaceAll(" "));
        return !others.isEmpty() && (words.containsAll(others) || others.containsAll(words));
    }

    private static boolean names(String text, List<QuestionTerm> terms) {
        List<String> words = Words.of(text);
        BitSet concepts = Thesaurus.KNOWN.in(text, words);
        return terms.stream()
                .allMatch(
                        term ->
                                term.concepts().intersects(concepts)
                                        || words.stream()
                                                .anyMatch(
                                                        word ->
                                                                WordSimilarity.of(term.word(), word)
                                                                        >= CandidateRanker.FOUND));
    }

    private static ExtractiveReply reply(
            String message,
            List<String> carried,
            String language,
            Function<String, Evidence> search) {
        Evidence evidence =
                search.apply(
                        carried.isEmpty() ? message : message + "\n" + String.join("\n", carried));
        List<AnswerComposer.Part> said = new ArrayList<>();
        double confidence = 0;
        List<QuestionParts.Part> parts = QuestionParts.of(message);
        for (int at = 0; at < parts.size(); at++) {
            QuestionParts.Part part = parts.get(at);
            List<String> earlier = new ArrayList<>();
            if (at > 0
                    && (FollowUp.pointsBack(part.question())
                            || reader(language).apply(part.question()).wanted().isEmpty())) {
                earlier.add(parts.get(at - 1).question());
            }
            earlier.addAll(carried);
            Judged judged = judge(part, earlier, language, evidence, parts.size() == 1);
            confidence = Math.max(confidence, judged.confidence);
            if (judged.confidence >= enough(evidence)) {
                judged.parts.stream()
                        .filter(
                                one ->
                                        said.stream()
                                                .noneMatch(two -> two.text().equals(one.text())))
                        .forEach(said::add);
            }
        }
        return said.isEmpty()
                ? new ExtractiveReply.Unknown(SmallTalkPhrases.in(language).unknown(), confidence)
                : answer(said, confidence);
    }

    private static double enough(Evidence evidence) {
        return evidence.passages().size() < FEW ? ENOUGH_OF_FEW : ENOUGH;
    }

    private record Judged(List<AnswerComposer.Part> parts, double confidence) {}

    private static Judged judge(
            QuestionParts.Part part,
            List<String> carried,
            String language,
            Evidence evidence,
            boolean alone) {
        String question = part.question();
        QuestionTerms terms =
                QuestionTerms.of(
                        question,
                        String.join("\n", part.told()),
                        carried,
                        languages(question, language, evidence),
                        codes(evidence));
        if (terms.terms().isEmpty() || evidence.passages().isEmpty()) {
            return new Judged(List.of(), 0);
        }
        CandidateRanker ranker = new CandidateRanker(terms, evidence);
        List<Ranked> ranked = ranker.rank();
        if (ranked.isEmpty()) {
            return new Judged(List.of(), 0);
        }
        Ranked best = ranked.getFirst();
        if (best.candidate().row().isPresent()
                && new TableAnswer(ranker, ranked, alone).isEmptyCell(best)) {
            return new Judged(List.of(), 0);
        }
        double confidence = AnswerConfidence.of(ranker, best);
        return new Judged(new AnswerComposer(ranker, ranked, language, alone).parts(), confidence);
    }

    /// The languages whose small words say nothing: the question's and the documents'.
    private static Set<Language> languages(String question, String language, Evidence evidence) {
        Set<Language> languages = EnumSet.of(Language.of(question));
        Set<String> configurations =
                evidence.passages().stream()
                        .map(Evidence.Found::configuration)
                        .collect(Collectors.toSet());
        for (Language each : Language.values()) {
            boolean stemmed = !each.configuration().equals("simple");
            if (each.code().equals(language)
                    || (stemmed && configurations.contains(each.configuration()))) {
                languages.add(each);
            }
        }
        evidence.passages().stream()
                .filter(passage -> passage.configuration().equals("simple"))
                .findFirst()
                .ifPresent(passage -> languages.add(Language.of(passage.text())));
        return languages;
    }

    /// The article numbers in the passages.
    private static Set<String> codes(Evidence evidence) {
        return evidence.passages().stream()
                .flatMap(passage -> ArticleNumbers.in(passage.text()).stream())
                .limit(MOST_CODES)
                .collect(Collectors.toSet());
    }

    private static ExtractiveReply answer(List<AnswerComposer.Part> parts, double confidence) {
        StringBuilder text = new StringBuilder();
        List<Quotation> sources = new ArrayList<>();
        for (AnswerComposer.Part part : parts) {
            boolean list = part.text().contains("\n");
            text.append(text.isEmpty() ? "" : list ? "\n" : " ").append(part.text());
            if (!sources.contains(part.source())) {
                sources.add(part.source());
            }
            text.append(" [").append(sources.indexOf(part.source()) + 1).append(']');
        }
        return new ExtractiveReply.Answer(text.toString(), sources, confidence);
    }

    /// The reply to what needs no search: greetings, thanks, complaints, asking for a person.
    public Optional<ExtractiveReply> smallTalk(String message, String language, boolean offered) {
        return SmallTalkPhrases.reply(message, language, offered);
    }

    /// How the offer of a person is answered in a message that says something else, too.
    public Optional<OfferReply> offerReply(String message, String language) {
        return OfferReply.of(message, language);
    }

    /// Whether this earlier reply ends with the offer of a person.
    public boolean offersPerson(String text) {
        return SmallTalkPhrases.all().stream()
                .anyMatch(phrases -> text.endsWith(phrases.unknown()));
    }

    /// The sentence "I don't know" in a language, which offers a person.
    public String unknown(String language) {
        return SmallTalkPhrases.in(language).unknown();
    }

    /// The sentence in a language that says that a person will take over.
    public String gettingPerson(String language) {
        return SmallTalkPhrases.in(language).person();
    }
}
