package handcar.llm.extractive;

import module java.base;

import handcar.llm.extractive.Evidence.Sentence;
import handcar.llm.extractive.Evidence.Support;

/// The model that needs no provider: it quotes documents. It chooses at most three of the sentences that a search found, and
/// says that it does not know when they do not answer the question.
///
/// A logistic regression on five numbers ([Support]) decides whether they do. Its weights were fitted on questions in English
/// and German with and without the paragraph that answers them, and checked on articles that were left out of the fitting;
/// none of the numbers depends on a language.
public final class ExtractiveModel {
    private static final int MOST_SENTENCES = 3;

    private static final double WORDS = 4.0;
    private static final double PARTS = 4.1;
    private static final double LEAD = 2.8;
    private static final double FIELD = 1.3;
    private static final double MISSING_NUMBER = -1.5;
    private static final double BIAS = -5.95;
    private static final int MOST_MISSING = 2;

    /// The least confidence of an answer. Half of the questions of the fitting had no answer; in practice most have one, so less
    /// than one half is enough.
    private static final double ENOUGH = 0.24;

    private static final Pattern NUMBER_IN_BRACKETS = Pattern.compile("\\[(\\d+)\\]");

    /// The reply to a message, from the evidence that a search found for it.
    ///
    /// @param language of the message, ISO 639-1
    /// @param offered whether a person was offered just before, so that "yes" asks for one
    public ExtractiveReply reply(
            String message, String language, Evidence evidence, boolean offered) {
        return smallTalk(message, language, offered)
                .orElseGet(() -> answer(evidence, SmallTalkPhrases.in(language)));
    }

    /// The reply to what needs no search: greetings, thanks, asking for a person.
    public Optional<ExtractiveReply> smallTalk(String message, String language, boolean offered) {
        return SmallTalkPhrases.reply(message, language, offered);
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

    private static ExtractiveReply answer(Evidence evidence, SmallTalkPhrases phrases) {
        double confidence = confidence(evidence.support());
        if (evidence.sentences().isEmpty() || confidence < ENOUGH) {
            return new ExtractiveReply.Unknown(phrases.unknown(), confidence);
        }
        List<Sentence> sources = chosen(evidence.sentences());
        StringBuilder text = new StringBuilder();
        for (Sentence source : sources) {
            text.append(text.isEmpty() ? "" : " ").append(readable(source.text()));
            text.append(" [").append(sources.indexOf(source) + 1).append(']');
        }
        return new ExtractiveReply.Answer(text.toString(), sources, confidence);
    }

    private static double confidence(Support support) {
        double evidence =
                BIAS
                        + WORDS * support.words()
                        + PARTS * support.parts()
                        + LEAD * support.lead()
                        + FIELD * support.field()
                        + MISSING_NUMBER * Math.min(MOST_MISSING, support.missingNumbers());
        return 1 / (1 + Math.exp(-evidence));
    }

    /// The most relevant sentences, those of the best passage first, within a passage in the order of its text.
    private static List<Sentence> chosen(List<Sentence> mostRelevantFirst) {
        List<Sentence> chosen =
                mostRelevantFirst.subList(0, Math.min(MOST_SENTENCES, mostRelevantFirst.size()));
        List<UUID> passages = chosen.stream().map(Sentence::passageId).distinct().toList();
        List<Sentence> ordered = new ArrayList<>(chosen);
        ordered.sort(
                Comparator.comparingInt(
                                (Sentence sentence) -> passages.indexOf(sentence.passageId()))
                        .thenComparingInt(Sentence::start));
        return ordered;
    }

    /// Makes one line of it, without a number in brackets that could be taken for a citation.
    private static String readable(String sentence) {
        return NUMBER_IN_BRACKETS.matcher(sentence.replaceAll("\\s+", " ")).replaceAll("($1)");
    }
}
