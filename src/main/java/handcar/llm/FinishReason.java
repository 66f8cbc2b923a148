package handcar.llm;

import java.util.Locale;

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

    /// As OpenAI writes it, `tool_calls`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
