package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;

/// Translates a request from OpenAI's JSON into Anthropic's: the system prompt is a field of its own and content is a list of
/// blocks. What would change the answer and cannot be expressed is refused.
/// <https://docs.claude.com/en/api/openai-sdk>, <https://docs.claude.com/en/api/messages>
final class AnthropicRequestTranslator {
    /// Anthropic's temperatures end at 1, OpenAI's at 2.
    private static final double HIGHEST_TEMPERATURE = 1;

    /// Only newer models can be bound to the form of an answer, and none to "some JSON object".
    static final String ONE_OBJECT = "Answer with one JSON object and nothing else.";

    /// Anthropic refuses a turn without words, OpenAI does not.
    private static final String NO_TEXT = "(no text)";

    private final String provider;
    private final ModelRequest request;
    private final AnswerShape shape;
    private final AnthropicContent content;
    private final ToolCallIds ids = new ToolCallIds();
    private final AnthropicMessages turns = new AnthropicMessages();
    private final List<Object> system = new ArrayList<>();

    AnthropicRequestTranslator(String provider, ModelRequest request, String model) {
        this.provider = provider;
        this.request = request;
        this.shape = AnswerShape.of(request, model);
        this.content = new AnthropicContent(provider);
    }

    Map<String, Object> body(String model) {
        ChatFields.check(provider, request);
        int number = 0;
        for (JsonView message : request.messages()) {
            message(message, "messages[" + number++ + "]");
        }
        if (request.isStrict() && turns.endsWithAnswer() && !shape.model().continuesAnswers()) {
            throw unacceptable(
                    "messages[" + (number - 1) + "]",
                    "This model does not go on with an answer that was begun: the last message is"
                            + " the user's or a tool's.");
        }
        long longest = tokens().orElse(shape.model().longestAnswer());
        ReasoningEffort thinking = ReasoningEffort.of(provider, request, shape.model(), longest);
        if (shape.format().way() == AnswerFormat.Way.OBJECT) {
            system.add(AnthropicContent.text(ONE_OBJECT));
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("max_tokens", longest);
        system(body);
        body.put("messages", turns.list());
        sampling(body, thinking);
        List<String> stops = AnswerShape.stops(request).filter(stop -> !stop.isBlank()).toList();
        if (!stops.isEmpty()) {
            body.put("stop_sequences", stops);
        }
        new AnthropicTools(provider, request, shape).write(body);
        output(body, thinking);
        rest(body);
        return body;
    }

    private JsonView field(String name) {
        return request.field(name);
    }

    private OptionalLong tokens() {
        OptionalLong most = field("max_completion_tokens").number();
        return most.isPresent() ? most : field("max_tokens").number();
    }

    private void message(JsonView message, String path) {
        List<Object> blocks =
                switch (message.text("role").orElse("")) {
                    case "system", "developer", "user" -> said(message, path);
                    case "assistant" -> answered(message, path);
                    case "tool" ->
                            result(
                                    ids.result(message.text("tool_call_id").orElse("")),
                                    message,
                                    path);
                    case "function" ->
                            result(ids.result(message.text("name").orElse("")), message, path);
                    default -> throw unacceptable(path + ".role", "This is a role nobody knows.");
                };
        if (!blocks.isEmpty() && blocks.getLast() instanceof Map<?, ?>) {
            @SuppressWarnings("unchecked")
            Map<String, Object> last = (Map<String, Object>) blocks.getLast();
            AnthropicContent.cached(message, last);
        }
        switch (message.text("role").orElse("")) {
            case "system", "developer" -> system.addAll(blocks);
            case "assistant" -> turns.add(true, blocks);
            default -> turns.add(false, blocks);
        }
    }

    /// Who says something when there are several is told in words; Anthropic has no field for it.
    private List<Object> said(JsonView message, String path) {
        List<Object> blocks = new ArrayList<>();
        boolean isUser = message.text("role").equals(Optional.of("user"));
        if (isUser) {
            message.text("name").ifPresent(name -> blocks.add(AnthropicContent.text(name + ":")));
        } else {
            AnthropicContent.requireText(
                    provider, message.at("content"), path + ".content", "Instructions are text.");
        }
        blocks.addAll(content.blocks(message.at("content"), path + ".content"));
        return blocks.isEmpty() && isUser ? List.of(AnthropicContent.text(NO_TEXT)) : blocks;
    }

    private List<Object> answered(JsonView message, String path) {
        if (message.at("audio").isPresent()) {
            throw unacceptable(path + ".audio", "This model has no voice.");
        }
        List<Object> blocks = new ArrayList<>();
        message.at("reasoning_details").each().forEach(one -> thought(one, blocks));
        JsonView said = message.at("content");
        AnthropicContent.requireText(
                provider, said, path + ".content", "What this model said is text.");
        blocks.addAll(
                said.text().isPresent()
                        ? content.blocks(new JsonView(said.text().get().stripTrailing()), path)
                        : content.blocks(said, path + ".content"));
        message.text("refusal").ifPresent(text -> blocks.add(AnthropicContent.text(text)));
        int number = 0;
        for (JsonView call : message.at("tool_calls").each().toList()) {
            String at = path + ".tool_calls[" + number++ + "]";
            if (!call.text("type").orElse("function").equals("function")) {
                throw unacceptable(at + ".type", "This model calls tools of type function.");
            }
            blocks.add(use(call.text("id").orElse(""), call.at("function"), at + ".function"));
        }
        JsonView called = message.at("function_call");
        called.text("name")
                .ifPresent(name -> blocks.add(use(name, called, path + ".function_call")));
        return blocks;
    }

    /// Only thoughts that Anthropic signed can be repeated to it.
    private static void thought(JsonView detail, List<Object> blocks) {
        if (detail.text("signature").isPresent()) {
            blocks.add(
                    Map.of(
                            "type", "thinking",
                            "thinking", detail.text("text").orElse(""),
                            "signature", detail.text("signature").get()));
        } else if (detail.text("data").isPresent()) {
            blocks.add(Map.of("type", "redacted_thinking", "data", detail.text("data").get()));
        }
    }

    private Map<String, Object> use(String id, JsonView function, String path) {
        Map<String, Object> use = new LinkedHashMap<>();
        use.put("type", "tool_use");
        use.put("id", ids.call(id));
        use.put("name", shape.names().sent(function.text("name").orElse("")));
        use.put("input", input(function.text("arguments").orElse("{}"), path));
        return use;
    }

    /// A model may write arguments that are no JSON object. Handcar itself repeats its turn to it without them; a program decides itself.
    private Map<String, Object> input(String arguments, String path) {
        try {
            return Json.object(arguments);
        } catch (MalformedJsonException e) {
            if (request.isStrict()) {
                throw unacceptable(
                        path + ".arguments", "Arguments are a JSON object: " + e.getMessage());
            }
            return Map.of();
        }
    }

    private List<Object> result(String id, JsonView message, String path) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("type", "tool_result");
        result.put("tool_use_id", id);
        JsonView said = message.at("content");
        List<Object> blocks = content.blocks(said, path + ".content");
        if (!blocks.isEmpty()) {
            result.put(
                    "content",
                    said.value() instanceof List<?>
                            ? blocks
                            : Objects.requireNonNull(said.value()));
        }
        return List.of(result);
    }

    /// A plain text, unless parts of it are marked for the cache.
    private void system(Map<String, Object> body) {
        boolean marked =
                system.stream().anyMatch(one -> new JsonView(one).at("cache_control").isPresent());
        if (marked) {
            body.put("system", system);
        } else if (!system.isEmpty()) {
            body.put(
                    "system",
                    system.stream()
                            .map(one -> new JsonView(one).text("text").orElse(""))
                            .collect(Collectors.joining("\n\n")));
        }
    }

    /// A temperature or a share of 1 is what a model does anyway, and newer ones refuse to be told both.
    private void sampling(Map<String, Object> body, ReasoningEffort thinking) {
        if (field("temperature").value() instanceof Number hot
                && hot.doubleValue() < HIGHEST_TEMPERATURE) {
            if (thinking.isOn() && !turns.lacksThoughts()) {
                throw unacceptable(
                        "temperature", "This model takes no temperature while it reasons.");
            }
            body.put("temperature", Math.max(0, hot.doubleValue()));
        }
        if (field("top_p").value() instanceof Number share && share.doubleValue() < 1) {
            body.put("top_p", share);
        }
        if (field("top_k").value() instanceof Number most) {
            body.put("top_k", most);
        }
    }

    private void output(Map<String, Object> body, ReasoningEffort thinking) {
        // thoughts that the program did not keep cannot be gone on with, so this step is done
        // without
        boolean thinks = thinking.isOn() && !(thinking.needsThoughts() && turns.lacksThoughts());
        if (thinks && shape.format().isTool()) {
            throw unacceptable(
                    "response_format", "This model keeps to a schema only if it does not reason.");
        }
        if (thinks && AnthropicTools.isForced(body)) {
            throw unacceptable(
                    field("functions").isPresent() ? "function_call" : "tool_choice",
                    "This model can be made to use a tool only if it does not reason.");
        }
        Map<String, Object> output = new LinkedHashMap<>();
        if (thinks) {
            body.put("thinking", thinking.thinking());
            thinking.effort().ifPresent(effort -> output.put("effort", effort));
        }
        if (shape.format().way() == AnswerFormat.Way.SCHEMA) {
            output.put(
                    "format",
                    Map.of(
                            "type",
                            "json_schema",
                            "schema",
                            ClaudeSchema.closed(shape.format().schema())));
        }
        if (!output.isEmpty()) {
            body.put("output_config", output);
        }
    }

    private void rest(Map<String, Object> body) {
        field("safety_identifier")
                .text()
                .or(() -> field("user").text())
                .ifPresent(user -> body.put("metadata", Map.of("user_id", user)));
        field("service_tier")
                .text()
                .ifPresent(
                        tier ->
                                body.put(
                                        "service_tier",
                                        switch (tier) {
                                            case "auto" -> "auto";
                                            case "default" -> "standard_only";
                                            default ->
                                                    throw unacceptable(
                                                            "service_tier", "auto or default.");
                                        }));
        if (Boolean.TRUE.equals(field("stream").value())) {
            body.put("stream", true);
        }
    }

    private ProviderException unacceptable(String field, String why) {
        return ProviderErrors.unacceptable(provider, field, why);
    }
}
