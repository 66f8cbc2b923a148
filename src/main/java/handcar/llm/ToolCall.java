package handcar.llm;

/// A tool the model wants used. `arguments` is JSON text as the model wrote it, so it may not parse.
public record ToolCall(String id, String name, String arguments) {}
