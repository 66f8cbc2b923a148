package handcar.llm;

import module java.base;

/// One message of a conversation with a model.
public sealed interface ChatMessage {
    /// How the model should behave; several are joined.
    record Instructions(String text) implements ChatMessage {}

    /// What the person said.
    record User(String text) implements ChatMessage {}

    /// What the model said, and the tools it asked for.
    record Assistant(String text, List<ToolCall> toolCalls) implements ChatMessage {
        public Assistant {
            toolCalls = List.copyOf(toolCalls);
        }

        public Assistant(String text) {
            this(text, List.of());
        }
    }

    /// What a tool answered to the call with this id.
    record ToolResult(String callId, String text) implements ChatMessage {}
}
