package handcar.agent;

import handcar.chat.Author;
import handcar.chat.Citation;
import handcar.chat.Message;
import handcar.gateway.BuiltInModel;
import handcar.gateway.BuiltInReply;
import handcar.gateway.Evidence;
import handcar.rag.Language;
import handcar.rag.Library;
import handcar.rag.SearchFindings;
import handcar.rag.SearchScope;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Has the built-in model answer from what the library finds. It reads one question at a time, so a follow-up that finds
/// nothing by itself is asked once more together with the question before it.
final class BuiltInWriter {
    private static final int PASSAGES = 6;

    private final Library library;
    private final BuiltInModel model = new BuiltInModel();

    BuiltInWriter(Library library) {
        this.library = library;
    }

    Written write(Question question, SearchScope scope, Pieces pieces) {
        String language = Language.of(question.text()).code();
        boolean offered = offered(question.before());
        Written written =
                model.smallTalk(question.text(), language, offered)
                        .map(reply -> written(reply, new SearchFindings(List.of(), Evidence.NONE)))
                        .orElseGet(() -> answer(question, scope, language));
        if (written.ending() != Written.Ending.WANTS_PERSON) {
            sentences(written.text()).forEach(pieces::next);
        }
        return written;
    }

    /// What to say when the question is nothing but the wish for a person, however good a model could answer it.
    Optional<Written> person(Question question) {
        String language = Language.of(question.text()).code();
        return model.smallTalk(question.text(), language, offered(question.before()))
                .filter(BuiltInReply.WantsPerson.class::isInstance)
                .map(reply -> written(reply, new SearchFindings(List.of(), Evidence.NONE)));
    }

    String gettingPerson(String language) {
        return model.gettingPerson(language);
    }

    private Written answer(Question question, SearchScope scope, String language) {
        Written alone = answer(question.text(), scope, language);
        boolean retry = alone.ending() == Written.Ending.UNKNOWN && question.leans();
        return retry ? answer(question.searched(), scope, language) : alone;
    }

    private Written answer(String text, SearchScope scope, String language) {
        SearchFindings findings = library.find(text, scope, PASSAGES);
        return written(model.reply(text, language, findings.evidence(), false), findings);
    }

    private static Written written(BuiltInReply reply, SearchFindings findings) {
        return switch (reply) {
            case BuiltInReply.Answer(String text, List<Evidence.Sentence> sources, _) ->
                    written(Written.Ending.ANSWERED, text, citations(sources), findings);
            case BuiltInReply.Unknown(String text, _) ->
                    written(Written.Ending.UNKNOWN, text, List.of(), findings);
            case BuiltInReply.SmallTalk(String text) ->
                    written(Written.Ending.ANSWERED, text, List.of(), findings);
            case BuiltInReply.WantsPerson(String text) ->
                    written(Written.Ending.WANTS_PERSON, text, List.of(), findings);
        };
    }

    private static Written written(
            Written.Ending ending, String text, List<Citation> citations, SearchFindings findings) {
        return new Written(
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

    /// Whether we offered a person just before, so that a "yes" accepts it.
    private boolean offered(List<Message> before) {
        return !before.isEmpty()
                && before.getLast().author() == Author.AGENT
                && model.offersPerson(before.getLast().content());
    }

    /// As a person would read it out: a sentence at a time.
    private static List<String> sentences(String text) {
        List<String> pieces = new ArrayList<>();
        int from = 0;
        for (Quotes.Stretch sentence : Quotes.sentences(text)) {
            pieces.add(text.substring(from, sentence.end()));
            from = sentence.end();
        }
        return pieces;
    }
}
