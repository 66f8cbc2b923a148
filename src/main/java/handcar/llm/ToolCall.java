package handcar.llm;

import handcar.json.JsonView;

/// A tool the model wants used. `arguments` is JSON text as the model wrote it, so it may not parse.
public record ToolCall(String id, String name, String arguments) {
    /// A whole call in OpenAI's JSON.
    static ToolCall of(JsonView call) {
        JsonView function = call.at("function");
        return new ToolCall(
                        call.text("id").orElse(""),
                        function.text("name").orElse(""),
                        function.text("arguments").orElse(""))
                .orNoArguments();
    }

    /// The same call with an empty object if the model wrote no arguments.
    ToolCall orNoArguments() {
        return arguments.isEmpty() ? new ToolCall(id, name, "{}") : this;
    }
}
