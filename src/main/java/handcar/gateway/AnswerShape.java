package handcar.gateway;

import java.util.Map;

/// What the answer has to look like.
public sealed interface AnswerShape {
    /// Prose.
    record Text() implements AnswerShape {}

    /// Any JSON object; the prompt has to ask for it too.
    record JsonObject() implements AnswerShape {}

    /// JSON of this schema. Servers that know no schemas still return a JSON object, so the reader checks it anyway.
    record JsonSchema(String name, Map<String, Object> schema) implements AnswerShape {}
}
