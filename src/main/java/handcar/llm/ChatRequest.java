package handcar.llm;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.UUID;

/// A question to a model. Made by [#of], refined by the rest.
///
/// @param purpose what it is for, as the ledger and metrics call it (`answer`, `router`); a constant of the caller
/// @param model another model than the configured one; a provider that does not carry it uses its own
/// @param temperature 0 to 2; empty for the configured one
/// @param maxTokens of the answer; empty for the configured number
/// @param conversation whom the cost is counted for
/// @param agent whom the cost is counted for
public record ChatRequest(
        String purpose,
        List<ChatMessage> messages,
        Optional<String> model,
        OptionalDouble temperature,
        OptionalInt maxTokens,
        List<Tool> tools,
        ResponseFormat shape,
        Optional<UUID> conversation,
        Optional<UUID> agent) {

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one message.");
        }
    }

    /// With the configured model, temperature and length, no tools, answered in prose.
    public static ChatRequest of(String purpose, List<ChatMessage> messages) {
        return new ChatRequest(
                purpose,
                messages,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                List.of(),
                new ResponseFormat.Text(),
                Optional.empty(),
                Optional.empty());
    }

    public ChatRequest model(String other) {
        return new ChatRequest(
                purpose,
                messages,
                Optional.of(other),
                temperature,
                maxTokens,
                tools,
                shape,
                conversation,
                agent);
    }

    public ChatRequest temperature(double other) {
        return new ChatRequest(
                purpose,
                messages,
                model,
                OptionalDouble.of(other),
                maxTokens,
                tools,
                shape,
                conversation,
                agent);
    }

    public ChatRequest maxTokens(int other) {
        return new ChatRequest(
                purpose,
                messages,
                model,
                temperature,
                OptionalInt.of(other),
                tools,
                shape,
                conversation,
                agent);
    }

    public ChatRequest tools(List<Tool> other) {
        return new ChatRequest(
                purpose,
                messages,
                model,
                temperature,
                maxTokens,
                other,
                shape,
                conversation,
                agent);
    }

    public ChatRequest shape(ResponseFormat other) {
        return new ChatRequest(
                purpose,
                messages,
                model,
                temperature,
                maxTokens,
                tools,
                other,
                conversation,
                agent);
    }

    /// Counted for this conversation and agent.
    public ChatRequest chargedTo(Optional<UUID> newConversation, Optional<UUID> newAgent) {
        return new ChatRequest(
                purpose,
                messages,
                model,
                temperature,
                maxTokens,
                tools,
                shape,
                newConversation,
                newAgent);
    }
}
