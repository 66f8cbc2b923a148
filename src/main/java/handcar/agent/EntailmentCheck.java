package handcar.agent;

import module java.base;

import handcar.config.Logging;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.ChatResponse;
import handcar.llm.FinishReason;
import handcar.llm.LlmClient;
import handcar.llm.NoModelAvailableException;
import handcar.llm.provider.ProviderException;
import handcar.rag.search.SearchHit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// Asks the model whether a statement follows from passages, which it judges better one by one than in a whole answer (Min et
/// al. 2023, "FActScore"; Tang et al. 2024, "MiniCheck"). Whatever is not a clear yes is a no.
final class EntailmentCheck {
    /// Whoever waits for the answer waits for it.
    static final Duration LIMIT = Duration.ofSeconds(4);

    /// One word is asked for; some models think before it.
    private static final int MOST_TOKENS = 150;

    /// Letters and digits of the ending that the two words have in one check only, so that neither a passage nor an answer that
    /// a model has ready says one of them.
    private static final int ENDING = 5;

    private static final Pattern AROUND = Pattern.compile("^[\\s\"'`*]+|[\\s\"'`*.!]+$");

    private static final Logger LOG = System.getLogger(EntailmentCheck.class.getName());

    private final LlmClient models;

    EntailmentCheck(LlmClient models) {
        this.models = models;
    }

    /// A statement of an answer.
    ///
    /// @param statement as it is understood with what stands before it
    /// @param passages what may say it
    record Entailment(String statement, List<SearchHit> passages) {}

    /// Whether the model says that the statement follows; false when it does not, says anything else, or could not be asked. Blocks.
    boolean holds(Question question, Entailment entailment) {
        String ending = UUID.randomUUID().toString().substring(0, ENDING);
        String yes = "supported-" + ending;
        try {
            ChatResponse response =
                    models.complete(request(question, entailment, yes, "unsupported-" + ending));
            String said = ReasoningBlocks.without(response.text());
            return response.finish() == FinishReason.STOP
                    && AROUND.matcher(said).replaceAll("").equalsIgnoreCase(yes);
        } catch (NoModelAvailableException | ProviderException e) {
            LOG.log(Level.INFO, "answer.check_failed reason=" + Logging.quoted(e));
            return false;
        }
    }

    private static ChatRequest request(
            Question question, Entailment entailment, String yes, String no) {
        Agent agent = question.agent();
        ChatRequest request =
                ChatRequest.of(
                                "check",
                                List.of(
                                        new ChatMessage.Instructions(
                                                Prompt.ENTAILMENT.formatted(yes, no)),
                                        new ChatMessage.User(
                                                Prompt.evidence(
                                                        entailment.passages(),
                                                        entailment.statement()))))
                        .chargedTo(question.conversation(), Optional.of(agent.id()))
                        .temperature(0)
                        .maxTokens(MOST_TOKENS)
                        .within(LIMIT);
        return agent.model().map(request::model).orElse(request);
    }
}
