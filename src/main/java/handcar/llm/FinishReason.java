package handcar.llm;

/// Why a model stopped.
public enum FinishReason {
    /// The answer is complete.
    STOP,
    /// The answer's or the context's limit was reached.
    LENGTH,
    /// The model waits for the results of tools.
    TOOL_CALLS,
    /// The provider filtered the rest, or the model refused.
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
