package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;

/// How an answer is made to have the form that a program asks for with `response_format`.
///
/// @param name of the tool that takes the answer
/// @param schema that the answer has to match
record AnswerFormat(Way way, String name, JsonView schema) {
    /// By which means.
    enum Way {
        /// Prose.
        TEXT,
        /// One JSON object, which the instructions ask for.
        OBJECT,
        /// The arguments of a tool that the model has to use, which all models know.
        TOOL,
        /// A schema that binds the model, which only newer models know; they think, and then refuse a forced tool.
        SCHEMA
    }

    static AnswerFormat of(ModelRequest request, ClaudeModel model, ToolNames names) {
        JsonView format = request.field("response_format");
        JsonView asked = asked(format);
        String type = format.text("type").orElse("text");
        if (type.equals("text")) {
            return new AnswerFormat(Way.TEXT, "", asked);
        }
        if (!asked.at("schema").isPresent()) {
            return new AnswerFormat(Way.OBJECT, "", asked);
        }
        return new AnswerFormat(
                model.knowsSchemas() ? Way.SCHEMA : Way.TOOL,
                // distinct from the names of the program's own tools
                names.sent("answer:" + asked.text("name").orElse("json")),
                described(asked));
    }

    /// The schema with its name, as OpenAI has it; or the schema alone beside the type, as servers of open models take it.
    static JsonView asked(JsonView format) {
        return format.at("json_schema").isPresent()
                ? format.at("json_schema")
                : new JsonView(Collections.singletonMap("schema", format.at("schema").value()));
    }

    /// With the description of the whole, which Anthropic has no field for.
    private static JsonView described(JsonView asked) {
        JsonView schema = asked.at("schema");
        if (asked.text("description").isEmpty() || schema.at("description").isPresent()) {
            return schema;
        }
        Map<String, Object> described = new LinkedHashMap<>(schema.fields());
        described.put("description", asked.text("description").get());
        return new JsonView(described);
    }

    boolean isTool() {
        return way == Way.TOOL;
    }

    /// Whether the answer is JSON that a model may put into a fence although it was told not to.
    boolean isFenced() {
        return way == Way.OBJECT || way == Way.TOOL;
    }
}
