package handcar.llm.wire;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;

/// The messages of Anthropic's API as those of a chat. One message with results of tools becomes several.
final class MessagesContent {
    /// Sources of documents that are no files.
    private static final Set<String> SAID = Set.of("text", "content");

    private final String provider;
    private final List<Object> messages = new ArrayList<>();

    MessagesContent(String provider) {
        this.provider = provider;
    }

    List<Object> messages(ModelRequest request) {
        String system = ModelRequest.text(request.field("system"));
        if (!system.isEmpty()) {
            messages.add(WireJson.object("role", "system", "content", system));
        }
        int number = 0;
        for (JsonView message : request.messages()) {
            String path = "messages[" + number++ + "]";
            switch (message.text("role").orElse("")) {
                case "user" -> user(message.at("content"), path);
                case "assistant" -> assistant(message.at("content"), path);
                default -> throw unacceptable(path + ".role", "The role is user or assistant.");
            }
        }
        return messages;
    }

    /// A tool answers with text alone here, so its images follow as the user's.
    private void user(JsonView content, String path) {
        if (content.text().isPresent()) {
            messages.add(WireJson.object("role", "user", "content", content.value()));
            return;
        }
        List<Object> parts = new ArrayList<>();
        int number = 0;
        for (JsonView block : content.each().toList()) {
            String at = path + ".content[" + number++ + "]";
            if (block.text("type").equals(Optional.of("tool_result"))) {
                JsonView said = block.at("content");
                messages.add(
                        WireJson.object(
                                "role",
                                "tool",
                                "tool_call_id",
                                block.text("tool_use_id").orElse(""),
                                "content",
                                (block.isTrue("is_error") ? "Error: " : "")
                                        + ModelRequest.text(said)));
                said.each()
                        .filter(one -> !one.text("type").equals(Optional.of("text")))
                        .forEach(one -> parts.add(part(one, at + ".content")));
            } else {
                if (block.at("citations").isTrue("enabled")) {
                    throw unacceptable(at + ".citations", "This model cites nothing by itself.");
                }
                about(block).ifPresent(parts::add);
                parts.add(part(block, at));
            }
        }
        if (!parts.isEmpty()) {
            messages.add(WireJson.object("role", "user", "content", parts));
        }
    }

    private Object part(JsonView block, String path) {
        JsonView source = block.at("source");
        return switch (block.text("type").orElse("")) {
            case "text" -> WireJson.object("type", "text", "text", block.text("text").orElse(""));
            case "image" ->
                    WireJson.object(
                            "type",
                            "image_url",
                            "image_url",
                            Map.of("url", url(source, path + ".source")));
            case "document" -> document(block, source, path);
            default -> throw unacceptable(path + ".type", "text, image, document or tool_result.");
        };
    }

    /// What a document says of itself beside its text, for which other models have no fields.
    private static Optional<Object> about(JsonView block) {
        if (!block.text("type").equals(Optional.of("document"))) {
            return Optional.empty();
        }
        // the title of a file is its name
        boolean isFile = !SAID.contains(block.at("source").text("type").orElse(""));
        String about =
                Stream.of(isFile ? "" : "title", "context")
                        .flatMap(field -> block.text(field).stream())
                        .collect(Collectors.joining("\n"));
        return about.isEmpty()
                ? Optional.empty()
                : Optional.of(WireJson.object("type", "text", "text", about));
    }

    private Object document(JsonView block, JsonView source, String path) {
        return switch (source.text("type").orElse("")) {
            case "text" -> WireJson.object("type", "text", "text", source.text("data").orElse(""));
            case "content" ->
                    WireJson.object(
                            "type", "text", "text", text(source.at("content"), path + ".source"));
            case "base64" ->
                    WireJson.object(
                            "type",
                            "file",
                            "file",
                            Map.of(
                                    "filename",
                                    block.text("title").orElse("document.pdf"),
                                    "file_data",
                                    url(source, path)));
            default ->
                    throw unacceptable(path + ".source.type", "This model takes the file itself.");
        };
    }

    private String text(JsonView content, String path) {
        int number = 0;
        for (JsonView part : content.each().toList()) {
            if (!part.text("type").equals(Optional.of("text"))) {
                throw unacceptable(
                        path + ".content[" + number + "].type", "What a document says is text.");
            }
            number++;
        }
        return ModelRequest.text(content);
    }

    private String url(JsonView source, String path) {
        return switch (source.text("type").orElse("")) {
            case "url" -> source.text("url").orElse("");
            case "base64" ->
                    "data:"
                            + source.text("media_type").orElse("")
                            + ";base64,"
                            + source.text("data").orElse("");
            default -> throw unacceptable(path + ".type", "base64 or url.");
        };
    }

    /// Thoughts are left out: they are signed for Anthropic's servers and nobody else reads them.
    private void assistant(JsonView content, String path) {
        StringBuilder text = new StringBuilder(content.text().orElse(""));
        List<Object> calls = new ArrayList<>();
        int number = 0;
        for (JsonView block : content.each().toList()) {
            String at = path + ".content[" + number++ + "]";
            switch (block.text("type").orElse("")) {
                case "text" -> text.append(block.text("text").orElse(""));
                case "tool_use" ->
                        calls.add(
                                WireJson.call(
                                        block.text("id").orElse(""),
                                        block.text("name").orElse(""),
                                        Json.text(block.at("input").fields())));
                case "thinking", "redacted_thinking" -> {}
                default -> throw unacceptable(at + ".type", "text, tool_use or thinking.");
            }
        }
        messages.add(
                WireJson.object(
                        "role",
                        "assistant",
                        "content",
                        text.toString(),
                        "tool_calls",
                        calls.isEmpty() ? null : calls));
    }

    private ProviderException unacceptable(String path, String why) {
        return ProviderErrors.unacceptable(provider, path, why);
    }
}
