package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.json.LongText;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;

/// Translates the content of a message, which is a text or a list of parts, into Anthropic's blocks.
/// <https://docs.claude.com/en/docs/build-with-claude/vision> <https://docs.claude.com/en/docs/build-with-claude/pdf-support>
final class AnthropicContent {
    private static final Set<String> IMAGES =
            Set.of("image/jpeg", "image/png", "image/gif", "image/webp");
    private static final Set<String> TEXTS = Set.of("text", "refusal");
    private static final String PDF = "application/pdf";

    private final String provider;

    AnthropicContent(String provider) {
        this.provider = provider;
    }

    /// A block of text.
    static Map<String, Object> text(Object text) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", "text");
        block.put("text", text);
        return block;
    }

    /// The blocks of a content. Parts without text are left out, because Anthropic refuses them and they say nothing.
    ///
    /// @param path where the content stands in the request, for errors
    List<Object> blocks(JsonView content, String path) {
        if (content.value() instanceof String text) {
            return text.isBlank() ? List.of() : List.of(text(text));
        }
        if (content.value() instanceof LongText text) {
            return text.isBlank() ? List.of() : List.of(text(text));
        }
        List<Object> blocks = new ArrayList<>();
        int number = 0;
        for (JsonView part : content.each().toList()) {
            Map<String, Object> block = block(part, path + "[" + number++ + "]");
            if (!block.isEmpty()) {
                cached(part, block);
                blocks.add(block);
            }
        }
        return blocks;
    }

    /// Refuses what is no text: at Anthropic instructions are nothing else, and what the model said.
    static void requireText(String provider, JsonView content, String path, String why) {
        int number = 0;
        for (JsonView part : content.each().toList()) {
            if (!TEXTS.contains(part.text("type").orElse(""))) {
                throw ProviderErrors.unacceptable(provider, path + "[" + number + "]", why);
            }
            number++;
        }
    }

    /// Programs mark what Anthropic is to keep in its cache in its own words.
    static void cached(JsonView from, Map<String, Object> block) {
        if (from.at("cache_control").isPresent()) {
            block.put("cache_control", from.at("cache_control").fields());
        }
    }

    private Map<String, Object> block(JsonView part, String path) {
        return switch (part.text("type").orElse("")) {
            case "text" -> said(part.at("text"));
            case "refusal" -> said(part.at("refusal"));
            case "image_url" ->
                    image(
                            part.at("image_url").fields().isEmpty()
                                    ? part.at("image_url")
                                    : part.at("image_url").at("url"),
                            path + ".image_url");
            case "file" -> file(part.at("file"), path + ".file");
            default -> throw unacceptable(path, "This model takes text, images and files.");
        };
    }

    private Map<String, Object> said(JsonView text) {
        List<Object> blocks = blocks(text, "");
        return blocks.isEmpty() ? Map.of() : new JsonView(blocks.getFirst()).fields();
    }

    private Map<String, Object> image(JsonView url, String path) {
        Optional<DataUrl> data = DataUrl.of(url);
        if (data.isEmpty()) {
            return source("image", web(url.text().orElse(""), path));
        }
        String type = data.get().type().replace("image/jpg", "image/jpeg");
        if (!IMAGES.contains(type)) {
            throw unacceptable(path, "This model takes images as JPEG, PNG, GIF and WebP.");
        }
        return source("image", base64(type, data.get(), path));
    }

    private Map<String, Object> file(JsonView file, String path) {
        Optional<DataUrl> data = DataUrl.of(file.at("file_data"));
        if (data.isEmpty()) {
            if (file.text("file_data").orElse("").startsWith("https://")) {
                return source("document", web(file.text("file_data").orElse(""), path));
            }
            throw unacceptable(
                    path, "Send the file itself, as a data URL in file_data: none is kept here.");
        }
        String type = data.get().type();
        Map<String, Object> block;
        if (type.equals(PDF)) {
            block = source("document", base64(PDF, data.get(), path));
        } else if (type.startsWith("text/") || type.equals("application/json") || type.isEmpty()) {
            block =
                    source(
                            "document",
                            Map.of(
                                    "type",
                                    "text",
                                    "media_type",
                                    "text/plain",
                                    "data",
                                    new String(bytes(data.get(), path), StandardCharsets.UTF_8)));
        } else if (type.startsWith("image/")) {
            return image(file.at("file_data"), path);
        } else {
            throw unacceptable(path, "This model takes PDF, text and images as files.");
        }
        file.text("filename").ifPresent(name -> block.put("title", name));
        return block;
    }

    private Map<String, Object> web(String url, String path) {
        if (!url.startsWith("https://")) {
            throw unacceptable(path, "Send it as an https address or as a data URL.");
        }
        return Map.of("type", "url", "url", url);
    }

    private Map<String, Object> base64(String type, DataUrl data, String path) {
        Object encoded =
                data.isBase64()
                        ? data.content()
                        : Base64.getEncoder().encodeToString(bytes(data, path));
        return Map.of("type", "base64", "media_type", type, "data", encoded);
    }

    private byte[] bytes(DataUrl data, String path) {
        try {
            return data.bytes();
        } catch (IllegalArgumentException e) {
            throw unacceptable(path, "The data URL cannot be read: " + e.getMessage());
        }
    }

    private static Map<String, Object> source(String type, Map<String, Object> source) {
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("type", type);
        block.put("source", source);
        return block;
    }

    private ProviderException unacceptable(String path, String why) {
        return ProviderErrors.unacceptable(provider, path, why);
    }
}
