package handcar.agent;

import module java.base;

import handcar.chat.AgentTurn;
import handcar.chat.Message;
import handcar.config.Logging;
import handcar.llm.LlmClient;
import handcar.llm.NoModelAvailableException;
import handcar.llm.extractive.OfferReply;
import handcar.llm.provider.ProviderException;
import handcar.rag.Retriever;
import handcar.rag.search.SearchHit;
import handcar.rag.search.SearchScope;
import handcar.text.ReplyLanguage;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Answers a question: searches passages, lets the best available model write, and checks every citation. When no provider
/// can be asked, or one fails on the way, the built-in model answers from the same passages.
public final class AnswerGenerator {
    /// More passages cost more time and money, and a model reads the middle ones badly
    /// (Liu et al. 2023, "Lost in the Middle").
    private static final int PASSAGES = 6;

    /// A library of fewer passages is given to a model whole.
    private static final int SMALL_LIBRARY = 12;

    private static final Logger LOG = System.getLogger(AnswerGenerator.class.getName());

    private final Retriever retriever;
    private final LlmAnswerer model;
    private final FollowUpRewriter followUps;
    private final ExtractiveAnswerer builtIn;

    public AnswerGenerator(Retriever retriever, LlmClient models, Duration runLimit) {
        this.retriever = retriever;
        this.model = new LlmAnswerer(models, runLimit);
        this.followUps = new FollowUpRewriter(models);
        this.builtIn = new ExtractiveAnswerer(retriever);
    }

    /// The answer, which `sink` receives while it is written.
    GeneratedAnswer write(Question question, AnswerSink sink) {
        return write(question, question.agent().knowledge(), sink);
    }

    /// The answer from what is in this scope.
    GeneratedAnswer write(Question question, SearchScope scope, AnswerSink sink) {
        Optional<OfferReply> offer = builtIn.offerReply(question);
        if (offer.isEmpty()) {
            return answer(question, scope, sink);
        }
        Question rest = question.asking(offer.get().rest());
        return offer.get().accepted()
                ? accepted(rest, question.language(List.of()), scope)
                : answer(rest, scope, sink);
    }

    /// What was asked beside the acceptance of a person is answered before one comes, if it can be.
    private GeneratedAnswer accepted(Question rest, String language, SearchScope scope) {
        GeneratedAnswer person = builtIn.person(language);
        if (rest.text().isEmpty()) {
            return person;
        }
        GeneratedAnswer answer = answer(rest, scope, AnswerSink.UNWATCHED);
        return switch (answer.ending()) {
            case ANSWERED -> answer.ending(GeneratedAnswer.Ending.ANSWERED_FOR_PERSON);
            case UNKNOWN, WITHHELD -> person.insteadOf(answer);
            case WANTS_PERSON, ANSWERED_FOR_PERSON, COMPLAINT, BUDGET_SPENT -> answer;
        };
    }

    private GeneratedAnswer answer(Question question, SearchScope scope, AnswerSink sink) {
        if (!model.available()) {
            return builtIn.write(question, scope, sink);
        }
        Optional<GeneratedAnswer> person = builtIn.person(question);
        if (person.isPresent()) {
            return person.get();
        }
        Optional<String> rewritten = followUps.rewritten(question);
        List<SearchHit> hits =
                retriever.context(
                        rewritten.orElse(question.searchQuery()), scope, PASSAGES, SMALL_LIBRARY);
        try {
            GeneratedAnswer answer =
                    model.write(question, rewritten.orElse(question.text()), hits, sink);
            if (answer.ending() == GeneratedAnswer.Ending.WANTS_PERSON) {
                String language = question.language(List.of());
                return answer.saying(builtIn.gettingPerson(language));
            }
            if (answer.ending() != GeneratedAnswer.Ending.WITHHELD) {
                return answer;
            }
            LOG.log(Level.INFO, "answer.fallback reason=withheld");
            sink.startOver();
            return builtIn.writeInstead(question, scope, sink).insteadOf(answer);
        } catch (NoModelAvailableException
                | ProviderException
                | LlmAnswerer.AnswerTimeoutException e) {
            if (e instanceof ProviderException failure && failure.isCancelled()) {
                throw e; // the process is being stopped; the next one runs the job again
            }
            if (e instanceof NoModelAvailableException none && none.isBudgetSpent()) {
                LOG.log(Level.INFO, "answer.fallback reason=budget_spent");
                return builtIn.writeOrCall(question, scope, sink).withoutBudget();
            }
            LOG.log(Level.WARNING, "answer.fallback reason=" + Logging.quoted(e));
        }
        sink.startOver();
        return builtIn.write(question, scope, sink);
    }

    /// The notice that a person will take over, in the question's language.
    String gettingPerson(Question question) {
        return builtIn.gettingPerson(question.language(List.of()));
    }

    /// The same for whoever is waiting.
    ///
    /// @param agent who would have answered, if there is one
    String gettingPerson(Optional<Agent> agent, AgentTurn turn) {
        return builtIn.gettingPerson(
                agent.map(each -> Question.of(each, turn).language(List.of()))
                        .orElseGet(
                                () ->
                                        ReplyLanguage.of(
                                                turn.unanswered()
                                                        .map(Message::content)
                                                        .collect(Collectors.joining("\n")),
                                                List.of(),
                                                List.of(),
                                                turn.conversation().contact().language().stream()
                                                        .toList())));
    }
}
