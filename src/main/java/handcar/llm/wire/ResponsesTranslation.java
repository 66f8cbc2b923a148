package handcar.llm.wire;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.provider.FieldShape;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;

/// OpenAI's Responses API in front of models with other APIs. The items of answers are kept, whole answers are not.
/// <https://platform.openai.com/docs/api-reference/responses/create>
final class ResponsesTranslation implements Translation {
    /// All others are written as they are; who translates the chat refuses those it does not know.
    private static final Set<String> TRANSLATED =
            Set.of(
                    "model",
                    "input",
                    "instructions",
                    "max_output_tokens",
                    "tools",
                    "tool_choice",
                    "text",
                    "reasoning",
                    "include",
                    "truncation",
                    "background",
                    "max_tool_calls",
                    "stream_options");

    /// What only a server that keeps answers can do.
    private static final List<String> KEPT =
            List.of("previous_response_id", "conversation", "prompt");

    /// What answers have at once when a program asks for it, and what is about tools that no request here has.
    private static final Set<String> INCLUDED =
            Set.of(
                    ResponsesAnswer.THOUGHTS,
                    "file_search_call.results",
                    "web_search_call.results",
                    "web_search_call.action.sources",
                    "code_interpreter_call.outputs",
                    "computer_call_output.output.image_url");

    private final ModelRequest request;
    private final ModelRequest chat;

    ResponsesTranslation(String provider, ModelRequest request) {
        FieldShape.check(provider, request, ResponsesShape.FIELDS);
        this.request = request;
        Map<String, Object> fields = new LinkedHashMap<>();
        for (String name : request.names()) {
            if (!TRANSLATED.contains(name)) {
                fields.put(name, request.field(name).value());
            }
        }
        if (request.field("messages").isPresent()) {
            throw ProviderErrors.unknown(provider, "messages");
        }
        if (request.field("max_tool_calls").isPresent()) {
            throw ProviderErrors.unacceptable(
                    provider, "max_tool_calls", "This model's calls are counted by nobody.");
        }
        for (String name : KEPT) {
            if (request.field(name).isPresent()) {
                throw ProviderErrors.unacceptable(
                        provider, name, "No answers are kept for this model; send all items.");
            }
        }
        if (Boolean.TRUE.equals(request.field("background").value())) {
            throw ProviderErrors.unacceptable(
                    provider, "background", "This model answers while the program waits.");
        }
        included(provider);
        if (request.field("truncation").text().equals(Optional.of("auto"))) {
            throw ProviderErrors.unacceptable(
                    provider, "truncation", "Nothing is left out of what this model reads.");
        }
        fields.put("messages", new ResponsesInput(provider, request).messages());
        if (request.streams()) {
            fields.put("stream_options", Map.of("include_usage", true));
        }
        request.field("max_output_tokens")
                .number()
                .ifPresent(most -> fields.put("max_completion_tokens", most));
        request.field("reasoning")
                .text("effort")
                .ifPresent(effort -> fields.put("reasoning_effort", effort));
        request.field("text").text("verbosity").ifPresent(one -> fields.put("verbosity", one));
        format(provider, fields);
        tools(provider, fields);
        this.chat = new TranslatedRequest(request, fields);
    }

    private void included(String provider) {
        int number = 0;
        for (JsonView one : request.field("include").each().toList()) {
            if (!INCLUDED.contains(one.text().orElse(""))) {
                throw ProviderErrors.unacceptable(
                        provider,
                        "include[" + number + "]",
                        "This model gives nothing like " + one.text().orElse("") + ".");
            }
            number++;
        }
    }

    private void format(String provider, Map<String, Object> fields) {
        JsonView format = request.field("text").at("format");
        if (format.text("type").equals(Optional.of("json_schema"))
                && !format.at("schema").isPresent()) {
            throw ProviderErrors.unacceptable(
                    provider, "text.format.schema", "A json_schema needs its schema.");
        }
        switch (format.text("type").orElse("text")) {
            case "json_object" -> fields.put("response_format", Map.of("type", "json_object"));
            case "json_schema" ->
                    fields.put(
                            "response_format",
                            Map.of(
                                    "type",
                                    "json_schema",
                                    "json_schema",
                                    WireJson.object(
                                            "name", format.text("name").orElse("answer"),
                                            "description", format.text("description").orElse(null),
                                            "schema", format.at("schema").value(),
                                            "strict", format.at("strict").value())));
            case "text" -> {}
            default ->
                    throw ProviderErrors.unacceptable(
                            provider, "text.format.type", "text, json_object or json_schema.");
        }
    }

    private void tools(String provider, Map<String, Object> fields) {
        List<Object> tools =
                WireJson.tools(
                        provider,
                        request,
                        tool -> tool.text("type").equals(Optional.of("function")),
                        "parameters",
                        "Only OpenAI's own servers have this tool.");
        if (!tools.isEmpty()) {
            fields.put("tools", tools);
        }
        JsonView choice = request.field("tool_choice");
        if (choice.text("type").equals(Optional.of("function"))) {
            fields.put("tool_choice", WireJson.toolChoice(choice));
        } else if (choice.isPresent() && !(tools.isEmpty() && isFree(choice))) {
            fields.put("tool_choice", choice.value());
        }
    }

    private static boolean isFree(JsonView choice) {
        return Objects.equals(choice.value(), "auto") || Objects.equals(choice.value(), "none");
    }

    @Override
    public ModelRequest chat() {
        return chat;
    }

    @Override
    public Map<String, Object> whole(JsonView answer) {
        ResponsesAnswer response = new ResponsesAnswer(request);
        response.begin(answer);
        JsonView choice = answer.at("choices").at(0);
        JsonView message = choice.at("message");
        List<Map<String, Object>> output = new ArrayList<>();
        message.text("reasoning_content")
                .ifPresent(
                        text ->
                                output.add(
                                        response.reasoning(
                                                ItemId.of("rs"),
                                                text,
                                                message.at("reasoning_details").value())));
        message.text("content")
                .or(() -> message.text("refusal"))
                .ifPresent(
                        text ->
                                output.add(
                                        ResponsesAnswer.message(
                                                ItemId.of("msg"), "completed", text)));
        message.at("tool_calls")
                .each()
                .forEach(
                        call ->
                                output.add(
                                        ResponsesAnswer.call(
                                                ItemId.of("fc"),
                                                "completed",
                                                call.text("id").orElse(""),
                                                call.at("function").text("name").orElse(""),
                                                call.at("function")
                                                        .text("arguments")
                                                        .orElse("{}"))));
        return response.ended(
                output,
                choice.text("finish_reason").orElse(""),
                WireJson.usage(answer.at("usage")));
    }

    @Override
    public Events events() {
        return new ResponsesEvents(new ResponsesAnswer(request));
    }
}
