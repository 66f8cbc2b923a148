package handcar.llm;

import java.util.List;

/// A whole answer as a provider gave it, not yet priced.
record ProviderResponse(
        String text,
        List<ToolCall> toolCalls,
        FinishReason finish,
        TokenUsage usage,
        String model) {}
