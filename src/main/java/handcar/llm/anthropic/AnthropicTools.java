package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;

/// Translates the tools of a request, also those of the older `functions`, and which of them the model may or must use.
/// <https://docs.claude.com/en/docs/agents-and-tools/tool-use/implement-tool-use>
final class AnthropicTools {
    /// Anthropic binds the arguments of no more tools than these to their schemas.
    private static final int MOST_STRICT = 20;

    private final String provider;
    private final ModelRequest request;
    private final ToolNames names;
    private final AnswerFormat format;
    private final boolean legacy;
    private final boolean strict;

    AnthropicTools(String provider, ModelRequest request, AnswerShape shape) {
        this.provider = provider;
        this.request = request;
        this.names = shape.names();
        this.format = shape.format();
        this.legacy = shape.legacy();
        this.strict =
                shape.model().knowsSchemas()
                        && request.field("tools").each().count() <= MOST_STRICT;
    }

    /// Adds `tools` and `tool_choice` to a body.
    void write(Map<String, Object> body) {
        JsonView choice = choice();
        List<Map<String, Object>> tools = tools(choice);
        String way = way(choice, tools);
        if (format.isTool()) {
            if (way.equals("none")) {
                tools.clear();
            }
            boolean only = tools.isEmpty();
            tools.add(answer());
            body.put("tools", tools);
            // the answer is a call as well, so a free choice is one between that call and the
            // others
            body.put("tool_choice", chosen(only ? "tool" : way.equals("tool") ? way : "any", only));
            return;
        }
        if (tools.isEmpty()) {
            return;
        }
        body.put("tools", tools);
        body.put("tool_choice", chosen(way, false));
    }

    /// Whether a body makes the model use a tool.
    static boolean isForced(Map<String, Object> body) {
        String way = new JsonView(body).at("tool_choice").text("type").orElse("");
        return way.equals("any") || way.equals("tool");
    }

    private JsonView choice() {
        JsonView choice = request.field(legacy ? "function_call" : "tool_choice");
        return legacy && choice.text("name").isPresent()
                ? new JsonView(Map.of("type", "function", "function", choice.fields()))
                : choice;
    }

    private String way(JsonView choice, List<Map<String, Object>> tools) {
        String kind = choice.text().or(() -> choice.text("type")).orElse("auto");
        String field = legacy ? "function_call" : "tool_choice";
        String way =
                switch (kind) {
                    case "auto", "none" -> kind;
                    case "required", "any" -> "any";
                    case "function", "tool" -> "tool";
                    case "allowed_tools" ->
                            allowed(choice).text("mode").orElse("auto").equals("required")
                                    ? "any"
                                    : "auto";
                    default ->
                            throw unacceptable(
                                    field, "auto, none, required, a function or allowed_tools.");
                };
        boolean needsTool = way.equals("any") || way.equals("tool");
        if (needsTool && tools.isEmpty()) {
            throw unacceptable(field, "There is no tool that could be chosen.");
        }
        return way;
    }

    private static JsonView allowed(JsonView choice) {
        JsonView nested = choice.at("allowed_tools");
        return nested.at("tools").isPresent() ? nested : choice;
    }

    private Map<String, Object> chosen(String way, boolean isAnswer) {
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put("type", way);
        if (way.equals("tool")) {
            String name = choice().at("function").text("name").orElse("");
            chosen.put("name", isAnswer ? format.name() : names.sent(name));
        }
        boolean one = legacy || Boolean.FALSE.equals(request.field("parallel_tool_calls").value());
        if (!way.equals("none") && (one || isAnswer)) {
            chosen.put("disable_parallel_tool_use", true);
        }
        return chosen;
    }

    private List<Map<String, Object>> tools(JsonView choice) {
        List<Map<String, Object>> tools = new ArrayList<>();
        Set<String> allowed =
                allowed(choice)
                        .at("tools")
                        .each()
                        .flatMap(
                                tool ->
                                        tool
                                                .at("function")
                                                .text("name")
                                                .or(() -> tool.text("name"))
                                                .stream())
                        .collect(Collectors.toSet());
        if (legacy) {
            request.field("functions").each().forEach(one -> tools.add(tool(one, one)));
            return tools;
        }
        int number = 0;
        for (JsonView tool : request.field("tools").each().toList()) {
            String path = "tools[" + number++ + "]";
            if (!tool.text("type").orElse("function").equals("function")) {
                throw unacceptable(path + ".type", "This model is given tools of type function.");
            }
            if (tool.at("function").text("name").isEmpty()) {
                throw unacceptable(path + ".function.name", "A tool needs a name.");
            }
            if (allowed.isEmpty()
                    || allowed.contains(tool.at("function").text("name").orElse(""))) {
                tools.add(tool(tool.at("function"), tool));
            }
        }
        return tools;
    }

    private Map<String, Object> tool(JsonView function, JsonView marked) {
        Map<String, Object> tool = new LinkedHashMap<>();
        tool.put("name", names.sent(function.text("name").orElse("")));
        function.text("description").ifPresent(text -> tool.put("description", text));
        JsonView schema = function.at("parameters");
        boolean bound = strict && function.isTrue("strict") && schema.isPresent();
        tool.put(
                "input_schema",
                bound ? ClaudeSchema.closed(schema) : ClaudeSchema.parameters(schema));
        if (bound) {
            tool.put("strict", true);
        }
        AnthropicContent.cached(marked, tool);
        AnthropicContent.cached(function, tool);
        return tool;
    }

    private Map<String, Object> answer() {
        JsonView schema = format.schema();
        if (!schema.text("type").orElse("object").equals("object")) {
            throw unacceptable("response_format", "The schema of an answer is one of an object.");
        }
        return Map.of(
                "name",
                format.name(),
                "description",
                "Gives the answer to the user. Call it once, with the whole answer.",
                "input_schema",
                ClaudeSchema.parameters(schema));
    }

    private ProviderException unacceptable(String field, String why) {
        return ProviderErrors.unacceptable(provider, field, why);
    }
}
