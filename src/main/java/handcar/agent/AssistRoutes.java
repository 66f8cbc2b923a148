package handcar.agent;

import module java.base;

import handcar.auth.Auth;
import handcar.auth.StaffPrincipal;
import handcar.chat.AgentTurn;
import handcar.chat.Author;
import handcar.chat.Citation;
import handcar.chat.Conversations;
import handcar.chat.Message;
import handcar.config.Logging;
import handcar.http.PathParams;
import handcar.http.Responses;
import handcar.llm.ChatMessage;
import handcar.llm.ChatRequest;
import handcar.llm.LlmClient;
import handcar.llm.NoModelAvailableException;
import handcar.llm.provider.ProviderException;
import handcar.problem.Problem;
import handcar.text.TextSanitizer;

import io.helidon.webserver.http.HttpRules;
import io.helidon.webserver.http.HttpService;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/// The routes by which a model helps staff who answer themselves: what a conversation is about, and what could be answered. Both need
/// a model; nothing reaches the customer.
public final class AssistRoutes implements HttpService {
    private static final String ROOT = "/api/v1/conversations/{id}";
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Of a long conversation the end.
    private static final int LAST_MESSAGES = 60;

    /// In characters, of each message.
    private static final int LONGEST_MESSAGE = 600;

    private static final int LONGEST_SUMMARY = 2_000;
    private static final int MOST_TOKENS = 300;

    private static final Logger LOG = System.getLogger(AssistRoutes.class.getName());

    private final Auth auth;
    private final Conversations conversations;
    private final Agents agents;
    private final AnswerGenerator generator;
    private final LlmClient models;

    public AssistRoutes(
            Auth auth,
            Conversations conversations,
            Agents agents,
            AnswerGenerator generator,
            LlmClient models) {
        this.auth = auth;
        this.conversations = conversations;
        this.agents = agents;
        this.generator = generator;
        this.models = models;
    }

    @Override
    public void routing(HttpRules rules) {
        rules.post(ROOT + "/summary", auth.staff(this::summarize));
        rules.post(ROOT + "/suggest", auth.staff(this::suggest));
    }

    private AgentTurn turn(ServerRequest req) {
        AgentTurn turn =
                conversations.turn(PathParams.uuid(req, "id", "conversation"), LAST_MESSAGES);
        if (!models.available()) {
            throw noModel();
        }
        return turn;
    }

    private static Problem noModel() {
        return new Problem.Conflict(
                "no_model",
                "This needs a model. Set OPENAI_API_KEY or ANTHROPIC_API_KEY, or wait until the"
                        + " provider answers again.");
    }

    private static Problem budgetSpent() {
        return new Problem.Conflict(
                "budget_spent",
                "Today's budget for answers is used up. A new one begins at midnight UTC.");
    }

    private static Problem nothingThere(String what) {
        return new Problem.Conflict("nothing_to_read", what);
    }

    private void summarize(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        AgentTurn turn = turn(req);
        if (turn.messages().stream().noneMatch(AssistRoutes::isWritten)) {
            throw nothingThere("Nothing has been written in this conversation yet.");
        }
        UUID id = turn.conversation().id();
        String said = complete(summary(turn));
        List<String> sites =
                agents.findAnswering(turn.conversation().agentId())
                        .map(Agent::allowedSites)
                        .orElse(List.of());
        String words = new AnswerLinks(sites).kept(ReasoningBlocks.without(said), List.of());
        String text = TextSanitizer.first(LONGEST_SUMMARY, words.strip());
        if (text.isBlank()) {
            throw new Problem.Upstream("empty_answer", "The model wrote nothing. Try again.");
        }
        conversations.summarize(id, text);
        Responses.ok(req, res, conversations.get(id).json());
    }

    private String complete(ChatRequest request) {
        try {
            return models.complete(request).text();
        } catch (NoModelAvailableException e) {
            throw e.isBudgetSpent() ? budgetSpent() : noModel();
        } catch (ProviderException e) {
            LOG.log(Level.WARNING, "assist.failed reason=" + Logging.quoted(e));
            throw new Problem.Upstream(
                    "model_failed", "The model's provider did not answer. Try again.");
        }
    }

    private static ChatRequest summary(AgentTurn turn) {
        String conversation =
                turn.messages().stream()
                        .filter(AssistRoutes::isWritten)
                        .map(AssistRoutes::line)
                        .collect(Collectors.joining("\n"));
        return ChatRequest.of(
                        "summary",
                        List.of(
                                new ChatMessage.Instructions(Prompt.SUMMARY),
                                new ChatMessage.User(conversation)))
                .chargedTo(Optional.of(turn.conversation().id()), turn.conversation().agentId())
                .temperature(0)
                .maxTokens(MOST_TOKENS)
                .within(LIMIT);
    }

    private static boolean isWritten(Message message) {
        return !message.content().isBlank();
    }

    private static String line(Message message) {
        String who =
                switch (message.author()) {
                    case CONTACT -> "Customer: ";
                    case AGENT -> "Agent: ";
                    case STAFF -> "Staff: ";
                    case SYSTEM -> "Notice: ";
                };
        return who
                + TextSanitizer.oneLine(
                        TextSanitizer.first(
                                LONGEST_MESSAGE,
                                message.author() == Author.CONTACT
                                        ? Question.inContext(message.context(), message.content())
                                        : message.content()));
    }

    private void suggest(ServerRequest req, ServerResponse res, StaffPrincipal staff) {
        AgentTurn turn = turn(req);
        if (turn.unanswered().findAny().isEmpty()) {
            throw nothingThere("The customer waits for no answer.");
        }
        Agent agent = agents.answering(turn.conversation().agentId());
        GeneratedAnswer answer = generator.write(Question.of(agent, turn), AnswerSink.UNWATCHED);
        if (answer.budgetSpent()) {
            throw budgetSpent();
        }
        boolean answered = answer.ending() == GeneratedAnswer.Ending.ANSWERED;
        Responses.ok(
                req,
                res,
                Map.of(
                        "suggestion", answer.text(),
                        "answered", answered,
                        "citations", answer.citations().stream().map(Citation::json).toList()));
    }
}
