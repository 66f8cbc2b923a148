package handcar.llm;

import module java.base;

import handcar.llm.cost.ModelCall;
import handcar.llm.cost.TokenUsage;

/// A whole answer.
///
/// @param provider who gave it (`openai`, `anthropic`)
/// @param model the model as the provider names it
/// @param costMicroUsd millionths of a US dollar; empty when the model has no price in [PriceList]
public record ChatResponse(
        String text,
        List<ToolCall> toolCalls,
        FinishReason finish,
        TokenUsage usage,
        String provider,
        String model,
        OptionalLong costMicroUsd,
        Duration latency) {
    public ChatResponse {
        toolCalls = List.copyOf(toolCalls);
    }

    ChatResponse(String text, List<ToolCall> toolCalls, FinishReason finish, ModelCall call) {
        this(
                text,
                toolCalls,
                finish,
                call.usage(),
                call.provider(),
                call.model(),
                call.costMicroUsd(),
                call.latency());
    }
}
