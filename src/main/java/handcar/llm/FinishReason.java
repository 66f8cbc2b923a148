package handcar.llm;

/// Why a model stopped.
public enum FinishReason {
    /// It was done.
    STOP,
    /// The answer's or the context's limit was reached.
    LENGTH,
    /// It waits for tools.
    TOOL_CALLS,
    /// The provider held the rest back, or the model declined.
    CONTENT_FILTER;

    /// By OpenAI's `finish_reason`.
    static FinishReason of(String reason) {
        return switch (reason) {
            case "length" -> LENGTH;
            case "tool_calls", "function_call" -> TOOL_CALLS;
            case "content_filter" -> CONTENT_FILTER;
            default -> STOP;
        };
    }
}
