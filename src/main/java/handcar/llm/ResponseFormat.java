package handcar.llm;

import module java.base;

/// The form of an answer.
public sealed interface ResponseFormat {
    /// Plain text.
    record Text() implements ResponseFormat {}

    /// Any JSON object; the prompt has to ask for it too.
    record JsonObject() implements ResponseFormat {}

    /// JSON of this schema. Servers that know no schemas still return a JSON object, so the reader checks it anyway.
    record JsonSchema(String name, Map<String, Object> schema) implements ResponseFormat {}
}
