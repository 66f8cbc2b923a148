package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;

/// What of a request has to be known to translate its answer back.
///
/// @param legacy whether the program uses the older `functions`, of which a model calls one at a time
/// @param stops the stop sequences that the provider does not look for
record AnswerShape(
        ClaudeModel model,
        ToolNames names,
        AnswerFormat format,
        boolean legacy,
        List<String> stops) {
    static AnswerShape of(ModelRequest request, String name) {
        ClaudeModel model = ClaudeModel.of(name);
        ToolNames names = new ToolNames(request);
        return new AnswerShape(
                model,
                names,
                AnswerFormat.of(request, model, names),
                request.field("functions").isPresent() && !request.field("tools").isPresent(),
                stops(request).filter(String::isBlank).toList());
    }

    /// All stop sequences of a request.
    static Stream<String> stops(ModelRequest request) {
        JsonView stop = request.field("stop");
        return (stop.text().isPresent() ? Stream.of(stop) : stop.each())
                .flatMap(one -> one.text().stream());
    }

    /// The way of the answer's text to the program.
    AnswerText text() {
        return new AnswerText(format.isFenced(), stops);
    }

    /// Whether the call of a tool is the answer itself.
    boolean isAnswer(String tool) {
        return format.isTool() && format.name().equals(tool);
    }

    /// Why the model stopped, in OpenAI's word.
    ///
    /// @param isAnswer whether the only call was the answer itself
    String finish(String reason, boolean isAnswer) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> isAnswer ? "stop" : legacy ? "function_call" : "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }
}
