package handcar.gateway;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/// A whole answer.
///
/// @param provider who gave it (`openai`, `anthropic`)
/// @param model the model as the provider names it
/// @param costMicroUsd millionths of a US dollar; empty when the model has no price in [Prices]
public record ChatResult(
        String text,
        List<ToolCall> toolCalls,
        Finish finish,
        Usage usage,
        String provider,
        String model,
        OptionalLong costMicroUsd,
        Duration latency) {
    public ChatResult {
        toolCalls = List.copyOf(toolCalls);
    }
}
