package handcar.llm;

import module java.base;

import handcar.llm.cost.CallOrigin;

/// A question to a model. Made by [#of], refined by the rest.
///
/// @param origin who asks and for what
/// @param model another model than the configured one; a provider that does not run it uses its own
/// @param temperature 0 to 2; empty for the configured one
/// @param maxTokens of the answer; empty for the configured number
/// @param limit how long to wait for the whole answer, however many providers are asked; empty for the providers' own limits
public record ChatRequest(
        CallOrigin origin,
        List<ChatMessage> messages,
        Optional<String> model,
        OptionalDouble temperature,
        OptionalInt maxTokens,
        List<Tool> tools,
        ResponseFormat shape,
        Optional<Duration> limit) {

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("A model needs at least one message.");
        }
    }

    /// With the configured model, temperature and length, no tools, answered in prose.
    ///
    /// @param purpose what it is for, as the call log and the metrics show it (`answer`, `router`); a constant
    public static ChatRequest of(String purpose, List<ChatMessage> messages) {
        return new ChatRequest(
                CallOrigin.of(purpose),
                messages,
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalInt.empty(),
                List.of(),
                new ResponseFormat.Text(),
                Optional.empty());
    }

    public ChatRequest model(String other) {
        return new ChatRequest(
                origin, messages, Optional.of(other), temperature, maxTokens, tools, shape, limit);
    }

    public ChatRequest temperature(double other) {
        return new ChatRequest(
                origin, messages, model, OptionalDouble.of(other), maxTokens, tools, shape, limit);
    }

    public ChatRequest maxTokens(int other) {
        return new ChatRequest(
                origin, messages, model, temperature, OptionalInt.of(other), tools, shape, limit);
    }

    public ChatRequest tools(List<Tool> other) {
        return new ChatRequest(
                origin, messages, model, temperature, maxTokens, other, shape, limit);
    }

    public ChatRequest shape(ResponseFormat other) {
        return new ChatRequest(
                origin, messages, model, temperature, maxTokens, tools, other, limit);
    }

    /// Waits no longer than this for the whole answer.
    public ChatRequest within(Duration other) {
        return new ChatRequest(
                origin, messages, model, temperature, maxTokens, tools, shape, Optional.of(other));
    }

    /// Counted for this conversation and agent.
    public ChatRequest chargedTo(Optional<UUID> conversation, Optional<UUID> agent) {
        CallOrigin charged =
                new CallOrigin(origin.purpose(), conversation, agent, Optional.empty());
        return new ChatRequest(
                charged, messages, model, temperature, maxTokens, tools, shape, limit);
    }
}
