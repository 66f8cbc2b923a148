package handcar.llm;

/// The next piece of an answer's text; never empty.
public record ChatDelta(String text) {}
