package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;

/// The items of a request of OpenAI's Responses API as the messages of a chat. What the model did in one turn is one message.
final class ResponsesInput {
    private static final Set<String> ROLES = Set.of("user", "system", "developer");
    private static final Set<String> TEXTS = Set.of("output_text", "input_text", "text", "refusal");

    private final String provider;
    private final ModelRequest request;
    private final List<Object> messages = new ArrayList<>();

    /// Items of earlier answers, by their ids.
    private Map<String, Map<String, Object>> kept = Map.of();

    /// What the model did in the turn that is being read.
    private final StringBuilder text = new StringBuilder();

    private final List<Object> calls = new ArrayList<>();
    private final List<Object> thoughts = new ArrayList<>();

    ResponsesInput(String provider, ModelRequest request) {
        this.provider = provider;
        this.request = request;
    }

    List<Object> messages() {
        request.field("instructions")
                .text()
                .ifPresent(
                        text -> messages.add(WireJson.object("role", "system", "content", text)));
        JsonView input = request.field("input");
        if (input.text().isPresent()) {
            messages.add(WireJson.object("role", "user", "content", input.value()));
            return messages;
        }
        List<JsonView> items = input.each().toList();
        if (items.isEmpty()) {
            throw unacceptable("input", "input must be a text or a list of at least one item.");
        }
        kept =
                request.items()
                        .find(
                                items.stream()
                                        .filter(ResponsesInput::isReference)
                                        .flatMap(item -> item.text("id").stream())
                                        .collect(Collectors.toSet()));
        int number = 0;
        for (JsonView item : items) {
            item(item, "input[" + number++ + "]");
        }
        endTurn();
        return messages;
    }

    /// The type of a reference may be left out.
    private static boolean isReference(JsonView item) {
        return item.text("type")
                .map("item_reference"::equals)
                .orElseGet(() -> !item.at("role").isPresent() && item.text("id").isPresent());
    }

    private void item(JsonView item, String path) {
        if (isReference(item)) {
            String id = item.text("id").orElse("");
            Map<String, Object> whole = kept.get(id);
            if (whole == null) {
                throw unacceptable(
                        path + ".id",
                        "There is no item with the id '" + id + "' here; send the item itself.");
            }
            item(new JsonView(whole), path);
            return;
        }
        switch (item.text("type").orElse("message")) {
            case "message" -> message(item, path);
            case "function_call" -> call(item, path);
            case "function_call_output" -> {
                endTurn();
                messages.add(
                        WireJson.object(
                                "role", "tool",
                                "tool_call_id", item.text("call_id").orElse(""),
                                "content", content(item.at("output"), path + ".output")));
            }
            case "reasoning" -> thought(item.text("encrypted_content").orElse(""));
            default -> throw unacceptable(path + ".type", "This model takes messages and calls.");
        }
    }

    private void call(JsonView item, String path) {
        String arguments = item.text("arguments").orElse("{}");
        if (!WireJson.isObject(arguments)) {
            throw unacceptable(path + ".arguments", "Arguments are a JSON object.");
        }
        calls.add(
                WireJson.call(
                        item.text("call_id").orElse(""), item.text("name").orElse(""), arguments));
    }

    /// Only the server that signed a thought reads it; a summary alone is for people.
    private void thought(String kept) {
        JsonView.lenient(kept.getBytes(StandardCharsets.UTF_8))
                .each()
                .map(JsonView::value)
                .forEach(thoughts::add);
    }

    private void message(JsonView item, String path) {
        String role = item.text("role").orElse("");
        JsonView content = item.at("content");
        if (role.equals("assistant")) {
            text.append(content.text().orElse(""));
            int number = 0;
            for (JsonView part : content.each().toList()) {
                String at = path + ".content[" + number++ + "]";
                text.append(
                        new JsonView(part(part, at))
                                .text("text")
                                .orElseGet(() -> textless(part, at)));
            }
            return;
        }
        if (!ROLES.contains(role)) {
            throw unacceptable(path + ".role", "user, assistant, system or developer.");
        }
        endTurn();
        messages.add(WireJson.object("role", role, "content", content(content, path + ".content")));
    }

    private String textless(JsonView part, String path) {
        if (!TEXTS.contains(part.text("type").orElse(""))) {
            throw unacceptable(path + ".type", "What this model said is text.");
        }
        return "";
    }

    private void endTurn() {
        if (text.isEmpty() && calls.isEmpty()) {
            return;
        }
        messages.add(
                WireJson.object(
                        "role",
                        "assistant",
                        "content",
                        text.toString(),
                        "reasoning_details",
                        thoughts.isEmpty() ? null : List.copyOf(thoughts),
                        "tool_calls",
                        calls.isEmpty() ? null : List.copyOf(calls)));
        text.setLength(0);
        calls.clear();
        thoughts.clear();
    }

    private Object content(JsonView content, String path) {
        if (content.value() instanceof String plain) {
            return plain;
        }
        List<Object> parts = new ArrayList<>();
        for (JsonView part : content.each().toList()) {
            parts.add(part(part, path + "[" + parts.size() + "]"));
        }
        return parts.isEmpty() && content.isPresent() ? Json.text(content.value()) : parts;
    }

    private Object part(JsonView part, String path) {
        return switch (part.text("type").orElse("")) {
            case "input_text", "output_text", "text" ->
                    WireJson.object("type", "text", "text", part.text("text").orElse(""));
            case "refusal" ->
                    WireJson.object("type", "text", "text", part.text("refusal").orElse(""));
            case "input_image" ->
                    WireJson.object(
                            "type",
                            "image_url",
                            "image_url",
                            WireJson.object(
                                    "url",
                                    part.text("image_url")
                                            .orElseThrow(
                                                    () ->
                                                            unacceptable(
                                                                    path + ".image_url",
                                                                    "Send the image itself.")),
                                    "detail",
                                    part.text("detail").orElse(null)));
            case "input_file" ->
                    WireJson.object(
                            "type",
                            "file",
                            "file",
                            WireJson.object(
                                    "filename", part.text("filename").orElse(null),
                                    "file_data",
                                            part.text("file_data")
                                                    .or(() -> part.text("file_url"))
                                                    .orElseThrow(
                                                            () ->
                                                                    unacceptable(
                                                                            path + ".file_data",
                                                                            "Send the file"
                                                                                + " itself."))));
            default -> throw unacceptable(path + ".type", "Text, images and files.");
        };
    }

    private ProviderException unacceptable(String path, String why) {
        return ProviderErrors.unacceptable(provider, path, why);
    }
}
