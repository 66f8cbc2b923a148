package handcar.gateway;

import java.util.List;

/// A whole answer as a provider gave it, not yet priced.
record ProviderAnswer(
        String text, List<ToolCall> toolCalls, Finish finish, Usage usage, String model) {}
