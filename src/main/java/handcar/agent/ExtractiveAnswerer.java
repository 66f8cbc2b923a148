package handcar.agent;

import module java.base;

import handcar.chat.Author;
import handcar.chat.Citation;
import handcar.chat.Message;
import handcar.llm.extractive.Evidence;
import handcar.llm.extractive.ExtractiveModel;
import handcar.llm.extractive.ExtractiveReply;
import handcar.rag.Retriever;
import handcar.rag.search.SearchResult;
import handcar.rag.search.SearchScope;
import handcar.text.Language;
import handcar.text.SentenceSplitter;

/// Lets the built-in model answer by quoting passages. It reads one question at a time, so a follow-up that finds nothing is
/// searched again together with the question before it.
final class ExtractiveAnswerer {
    private static final int PASSAGES = 6;

    private final Retriever retriever;
    private final ExtractiveModel model = new ExtractiveModel();

    ExtractiveAnswerer(Retriever retriever) {
        this.retriever = retriever;
    }

    GeneratedAnswer write(Question question, SearchScope scope, AnswerSink sink) {
        String language = Language.of(question.text()).code();
        boolean offered = offered(question.before());
        GeneratedAnswer written =
                model.smallTalk(question.text(), language, offered)
                        .map(reply -> written(reply, new SearchResult(List.of(), Evidence.NONE)))
                        .orElseGet(() -> answer(question, scope, language));
        if (written.ending() != GeneratedAnswer.Ending.WANTS_PERSON && sink.isWatched()) {
            stream(written.text(), sink);
        }
        return written;
    }

    /// The answer when the customer only asks for a person, whichever model is available.
    Optional<GeneratedAnswer> person(Question question) {
        String language = Language.of(question.text()).code();
        return model.smallTalk(question.text(), language, offered(question.before()))
                .filter(ExtractiveReply.WantsPerson.class::isInstance)
                .map(reply -> written(reply, new SearchResult(List.of(), Evidence.NONE)));
    }

    String gettingPerson(String language) {
        return model.gettingPerson(language);
    }

    private GeneratedAnswer answer(Question question, SearchScope scope, String language) {
        GeneratedAnswer alone = answer(question.text(), scope, language);
        boolean retry = alone.ending() == GeneratedAnswer.Ending.UNKNOWN && question.isFollowUp();
        return retry ? answer(question.searchQuery(), scope, language) : alone;
    }

    private GeneratedAnswer answer(String text, SearchScope scope, String language) {
        SearchResult findings = retriever.find(text, scope, PASSAGES);
        return written(model.reply(text, language, findings.evidence(), false), findings);
    }

    private static GeneratedAnswer written(ExtractiveReply reply, SearchResult findings) {
        return switch (reply) {
            case ExtractiveReply.Answer(String text, List<Evidence.Sentence> sources, _) ->
                    written(GeneratedAnswer.Ending.ANSWERED, text, citations(sources), findings);
            case ExtractiveReply.Unknown(String text, _) ->
                    written(GeneratedAnswer.Ending.UNKNOWN, text, List.of(), findings);
            case ExtractiveReply.SmallTalk(String text) ->
                    written(GeneratedAnswer.Ending.ANSWERED, text, List.of(), findings);
            case ExtractiveReply.WantsPerson(String text) ->
                    written(GeneratedAnswer.Ending.WANTS_PERSON, text, List.of(), findings);
        };
    }

    private static GeneratedAnswer written(
            GeneratedAnswer.Ending ending,
            String text,
            List<Citation> citations,
            SearchResult findings) {
        return new GeneratedAnswer(
                ending, text, citations, findings.hits(), Optional.empty(), Optional.empty());
    }

    private static List<Citation> citations(List<Evidence.Sentence> sources) {
        List<Citation> citations = new ArrayList<>();
        for (Evidence.Sentence source : sources) {
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
