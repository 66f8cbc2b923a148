package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;

/// Translates a request from OpenAI's JSON into Anthropic's: the system prompt is a field of its own and content is a list of
/// blocks. What only OpenAI's models know is left out; what would change the answer and cannot be expressed is refused.
/// <https://docs.claude.com/en/api/openai-sdk>, <https://docs.claude.com/en/api/messages>
final class AnthropicRequestTranslator {
    /// Anthropic's temperatures end at 1, OpenAI's at 2.
    private static final double HIGHEST_TEMPERATURE = 1;

    /// This API has no field for the form of an answer.
    static final String ONE_OBJECT = "Answer with one JSON object and nothing else.";

    private static final Pattern DATA_URL =
            Pattern.compile("data:([\\w.+/-]+);base64,(.*)", Pattern.DOTALL);

    private final String provider;
    private final ModelRequest request;
    private final AnthropicMessages turns = new AnthropicMessages();
    private final List<String> system = new ArrayList<>();

    AnthropicRequestTranslator(String provider, ModelRequest request) {
        this.provider = provider;
        this.request = request;
    }

    /// @param usualTokens the longest answer when the program names none; Anthropic requires one
    Map<String, Object> body(String model, int usualTokens) {
        if (field("n").value() instanceof Number n && n.intValue() > 1) {
            throw unacceptable("n", "This model gives one answer at a time.");
        }
        request.messages().forEach(this::message);
        shape();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("max_tokens", tokens().orElse(usualTokens));
        if (!system.isEmpty()) {
            body.put("system", String.join("\n\n", system));
        }
        body.put("messages", turns.list());
        if (field("temperature").value() instanceof Number hot) {
            body.put("temperature", Math.min(HIGHEST_TEMPERATURE, hot.doubleValue()));
        }
        if (field("top_p").value() instanceof Number share) {
            body.put("top_p", share);
        }
        stops(body);
        tools(body);
        field("user").text().ifPresent(user -> body.put("metadata", Map.of("user_id", user)));
        if (Boolean.TRUE.equals(field("stream").value())) {
            body.put("stream", true);
        }
        return body;
    }

    private JsonView field(String name) {
        return request.field(name);
    }

    private OptionalLong tokens() {
        OptionalLong most = field("max_completion_tokens").number();
        return most.isPresent() ? most : field("max_tokens").number();
    }

    private void message(JsonView message) {
        JsonView content = message.at("content");
        switch (message.text("role").orElse("")) {
            case "system", "developer" -> instruct(ModelRequest.text(content));
            case "user" -> turns.add(false, blocks(content));
            case "assistant" -> turns.add(true, said(message));
            case "tool" ->
                    turns.add(
                            false,
                            List.of(
                                    Map.of(
                                            "type", "tool_result",
                                            "tool_use_id", message.text("tool_call_id").orElse(""),
                                            "content", ModelRequest.text(content))));
            default -> throw unacceptable("messages", "A message has a role nobody knows.");
        }
    }

    private void instruct(String text) {
        if (!text.isBlank()) {
            system.add(text);
        }
    }

    private static List<Object> said(JsonView message) {
        List<Object> blocks = new ArrayList<>();
        String text = ModelRequest.text(message.at("content"));
        if (!text.isBlank()) {
            blocks.add(AnthropicMessages.text(text.stripTrailing()));
        }
        message.at("tool_calls").each().forEach(call -> blocks.add(use(call)));
        return blocks;
    }

    private static Map<String, Object> use(JsonView call) {
        JsonView function = call.at("function");
        return Map.of(
                "type", "tool_use",
                "id", call.text("id").orElse(""),
                "name", function.text("name").orElse(""),
                "input", input(function.text("arguments").orElse("{}")));
    }

    /// A model may write arguments that are no JSON object; its own turn is then repeated to it without them.
    private static Map<String, Object> input(String arguments) {
        try {
            return Json.object(arguments);
        } catch (MalformedJsonException e) {
            return Map.of();
        }
    }

    private List<Object> blocks(JsonView content) {
        if (content.text().isPresent()) {
            return content.text().filter(text -> !text.isBlank()).stream()
                    .map(text -> (Object) AnthropicMessages.text(text))
                    .toList();
        }
        return content.each().map(this::block).toList();
    }

    private Object block(JsonView part) {
        return switch (part.text("type").orElse("")) {
            case "text" -> AnthropicMessages.text(part.text("text").orElse(" "));
            case "image_url" -> source("image", part.at("image_url").text("url").orElse(""));
            case "file" -> source("document", part.at("file").text("file_data").orElse(""));
            default -> throw unacceptable("messages", "This model takes text, images and PDF.");
        };
    }

    private Map<String, Object> source(String type, String url) {
        Matcher data = DATA_URL.matcher(url);
        if (data.matches()) {
            return Map.of(
                    "type",
                    type,
                    "source",
                    Map.of("type", "base64", "media_type", data.group(1), "data", data.group(2)));
        }
        if (!url.startsWith("https://")) {
            throw unacceptable("messages", "Send images as https or as base64 data URLs.");
        }
        return Map.of("type", type, "source", Map.of("type", "url", "url", url));
    }

    private void shape() {
        JsonView format = field("response_format");
        switch (format.text("type").orElse("text")) {
            case "json_object" -> system.add(ONE_OBJECT);
            case "json_schema" ->
                    system.add(
                            ONE_OBJECT
                                    + " It has to match this JSON Schema: "
                                    + Json.text(format.at("json_schema").at("schema").fields()));
            default -> {}
        }
    }

    private void stops(Map<String, Object> body) {
        JsonView stop = field("stop");
        List<JsonView> all = stop.text().isPresent() ? List.of(stop) : stop.each().toList();
        List<String> stops = all.stream().flatMap(one -> one.text().stream()).toList();
        if (!stops.isEmpty()) {
            body.put("stop_sequences", stops);
        }
    }

    private void tools(Map<String, Object> body) {
        List<Map<String, Object>> tools =
                field("tools").each().map(tool -> tool(tool.at("function"))).toList();
        if (tools.isEmpty()) {
            return;
        }
        body.put("tools", tools);
        JsonView choice = field("tool_choice");
        Map<String, Object> chosen = new LinkedHashMap<>();
        chosen.put(
                "type",
                switch (choice.text().orElse(choice.isPresent() ? "one" : "auto")) {
                    case "required" -> "any";
                    case "none" -> "none";
                    case "one" -> "tool";
                    default -> "auto";
                });
        choice.at("function").text("name").ifPresent(name -> chosen.put("name", name));
        if (Boolean.FALSE.equals(field("parallel_tool_calls").value())) {
            chosen.put("disable_parallel_tool_use", true);
        }
        body.put("tool_choice", chosen);
    }

    private static Map<String, Object> tool(JsonView function) {
        Map<String, Object> schema = function.at("parameters").fields();
        return Map.of(
                "name",
                function.text("name").orElse(""),
                "description",
                function.text("description").orElse(""),
                "input_schema",
                schema.isEmpty() ? Map.of("type", "object", "properties", Map.of()) : schema);
    }

    private ProviderException unacceptable(String field, String why) {
        return ProviderErrors.unacceptable(provider, field, why);
    }
}
