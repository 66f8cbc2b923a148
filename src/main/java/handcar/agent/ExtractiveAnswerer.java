package handcar.agent;

import module java.base;

import handcar.chat.Author;
import handcar.chat.Citation;
import handcar.chat.Message;
import handcar.llm.extractive.Evidence;
import handcar.llm.extractive.ExtractiveModel;
import handcar.llm.extractive.ExtractiveReply;
import handcar.llm.extractive.OfferReply;
import handcar.llm.extractive.Quotation;
import handcar.rag.Retriever;
import handcar.rag.search.SearchHit;
import handcar.rag.search.SearchResult;
import handcar.rag.search.SearchScope;
import handcar.text.Language;
import handcar.text.SentenceSplitter;

/// Lets the built-in model answer by quoting passages, with the conversation before the question.
final class ExtractiveAnswerer {
    private static final int PASSAGES = 6;

    private final Retriever retriever;
    private final ExtractiveModel model = new ExtractiveModel();

    ExtractiveAnswerer(Retriever retriever) {
        this.retriever = retriever;
    }

    GeneratedAnswer write(Question question, SearchScope scope, AnswerSink sink) {
        SearchResult first = retriever.find(question.text(), scope, PASSAGES);
        String language = question.language(languages(first));
        GeneratedAnswer written =
                help(question, language)
                        .or(
                                () ->
                                        model.smallTalk(
                                                question.text(),
                                                language,
                                                offered(question.before())))
                        .map(reply -> written(reply, List.of()))
                        .orElseGet(() -> answer(question, scope, language, first));
        if (!written.ending().needsPerson() && sink.isWatched()) {
            stream(written.text(), sink);
        }
        return written;
    }

    /// The same in the place of an answer that was withheld.
    GeneratedAnswer writeInstead(Question question, SearchScope scope, AnswerSink sink) {
        GeneratedAnswer written = write(question, scope, AnswerSink.UNWATCHED);
        GeneratedAnswer kept =
                Fallback.answers(question, written)
                        ? Fallback.introduced(question, written)
                        : written.unknown(model.unknown(question.language(List.of())));
        if (!kept.ending().needsPerson() && sink.isWatched()) {
            stream(kept.text(), sink);
        }
        return kept;
    }

    /// The same when no model may be asked today: a person answers what the built-in model does not know.
    GeneratedAnswer writeOrCall(Question question, SearchScope scope, AnswerSink sink) {
        GeneratedAnswer written = write(question, scope, AnswerSink.UNWATCHED);
        if (written.ending() == GeneratedAnswer.Ending.UNKNOWN) {
            return written.ending(GeneratedAnswer.Ending.BUDGET_SPENT)
                    .saying(model.gettingPerson(question.language(List.of())));
        }
        if (!written.ending().needsPerson() && sink.isWatched()) {
            stream(written.text(), sink);
        }
        return written;
    }

    /// The answer when the customer asks for a person, complains, or asks what there is to ask, whichever model is available.
    Optional<GeneratedAnswer> person(Question question) {
        String language = question.language(List.of());
        return help(question, language)
                .or(
                        () ->
                                model.smallTalk(
                                                question.text(),
                                                language,
                                                offered(question.before()))
                                        .filter(
                                                reply ->
                                                        reply instanceof ExtractiveReply.WantsPerson
                                                                || reply
                                                                        instanceof
                                                                        ExtractiveReply.Complaint))
                .map(reply -> written(reply, List.of()));
    }

    /// How the customer answers the offer of a person while asking something else; empty without an offer.
    Optional<OfferReply> offerReply(Question question) {
        return Optional.of(question)
                .filter(asked -> offered(asked.before()))
                .flatMap(asked -> model.offerReply(asked.text(), asked.language(List.of())));
    }

    /// The notice that a person takes over, as an answer.
    GeneratedAnswer person(String language) {
        return written(new ExtractiveReply.WantsPerson(model.gettingPerson(language)), List.of());
    }

    private static Optional<ExtractiveReply> help(Question question, String language) {
        return Optional.of(question)
                .filter(asked -> HelpCommand.isIn(asked.text()))
                .map(
                        asked ->
                                new ExtractiveReply.SmallTalk(
                                        HelpCommand.reply(asked.agent(), language)));
    }

    String gettingPerson(String language) {
        return model.gettingPerson(language);
    }

    private GeneratedAnswer answer(
            Question question, SearchScope scope, String language, SearchResult first) {
        List<SearchHit> hits = new ArrayList<>(first.hits());
        Function<String, Evidence> search =
                query -> {
                    if (query.equals(question.text())) {
                        return first.evidence();
                    }
                    SearchResult more = retriever.find(query, scope, PASSAGES);
                    hits.clear();
                    hits.addAll(more.hits());
                    return more.evidence();
                };
        ExtractiveModel.Before before =
                new ExtractiveModel.Before(question.earlier().reversed(), lastAnswer(question));
        return written(model.reply(question.text(), before, language, search), hits);
    }

    /// The languages of the documents, the one of most passages first.
    private static List<Language> languages(SearchResult found) {
        Map<String, Long> often =
                found.evidence().passages().stream()
                        .collect(
                                Collectors.groupingBy(
                                        Evidence.Found::configuration, Collectors.counting()));
        return often.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(entry -> language(entry.getKey(), found))
                .filter(language -> language != Language.OTHER)
                .toList();
    }

    /// Several languages share the configuration `simple`; the text of a passage tells which it is.
    private static Language language(String configuration, SearchResult found) {
        List<Language> having =
                Arrays.stream(Language.values())
                        .filter(language -> language.configuration().equals(configuration))
                        .toList();
        return having.size() == 1
                ? having.getFirst()
                : found.evidence().passages().stream()
                        .filter(passage -> passage.configuration().equals(configuration))
                        .findFirst()
                        .map(passage -> Language.of(passage.text()))
                        .orElse(Language.OTHER);
    }

    /// The last one that said something about the company, even if thanks were exchanged since.
    private static String lastAnswer(Question question) {
        return question.before().stream()
                .filter(message -> message.author() == Author.AGENT)
                .filter(message -> !message.citations().isEmpty())
                .reduce((_, last) -> last)
                .map(Message::content)
                .orElse("");
    }

    private static GeneratedAnswer written(ExtractiveReply reply, List<SearchHit> hits) {
        return switch (reply) {
            case ExtractiveReply.Answer(String text, List<Quotation> sources, _) ->
                    written(GeneratedAnswer.Ending.ANSWERED, text, citations(sources), hits);
            case ExtractiveReply.Unknown(String text, _) ->
                    written(GeneratedAnswer.Ending.UNKNOWN, text, List.of(), hits);
            case ExtractiveReply.SmallTalk(String text) ->
                    written(GeneratedAnswer.Ending.ANSWERED, text, List.of(), hits);
            case ExtractiveReply.WantsPerson(String text) ->
                    written(GeneratedAnswer.Ending.WANTS_PERSON, text, List.of(), hits);
            case ExtractiveReply.Complaint(String text) ->
                    written(GeneratedAnswer.Ending.COMPLAINT, text, List.of(), hits);
        };
    }

    private static GeneratedAnswer written(
            GeneratedAnswer.Ending ending,
            String text,
            List<Citation> citations,
            List<SearchHit> hits) {
        return new GeneratedAnswer(
                ending,
                text,
                citations,
                hits,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                false);
    }

    private static List<Citation> citations(List<Quotation> sources) {
        List<Citation> citations = new ArrayList<>();
        for (Quotation source : sources) {
            citations.add(
                    new Citation(
                            citations.size() + 1,
                            source.documentId(),
                            source.title(),
                            source.url(),
                            source.text(),
                            source.start(),
                            source.end()));
        }
        return citations;
    }

    /// Whether the agent offered a person just before, so that a "yes" accepts it.
    private boolean offered(List<Message> before) {
        return !before.isEmpty()
                && before.getLast().author() == Author.AGENT
                && model.offersPerson(before.getLast().content());
    }

    /// Passes the answer on sentence by sentence.
    private static void stream(String text, AnswerSink sink) {
        int from = 0;
        for (SentenceSplitter.Span sentence : SentenceSplitter.of(text)) {
            sink.next(text.substring(from, sentence.end()));
            from = sentence.end();
        }
    }
}
