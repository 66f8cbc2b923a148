package handcar.llm.provider;

import module java.base;

import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;

/// Parts of OpenAI's JSON that several readers meet.
public final class OpenAiJson {
    private OpenAiJson() {}

    /// What the provider counted, or an estimate from the lengths in characters.
    public static TokenUsage usage(JsonView usage, long inputLength, long outputLength) {
        OptionalLong input = usage.number("prompt_tokens");
        return input.isPresent()
                ? new TokenUsage(
                        input.getAsLong(), usage.number("completion_tokens").orElse(0), false)
                : TokenUsage.estimate(inputLength, outputLength);
    }

    /// The turns of the conversation; [ProviderException] when there are none.
    public static List<JsonView> messages(ModelRequest request) {
        List<JsonView> messages = request.field("messages").each().toList();
        if (messages.isEmpty()) {
            throw ProviderErrors.unacceptable(
                    "handcar", "messages", "messages must be a list of at least one.");
        }
        return messages;
    }

    /// What a message says: a text, or a list of parts of which some are text.
    public static String text(JsonView content) {
        return content.text()
                .orElseGet(
                        () ->
                                content.each()
                                        .flatMap(part -> part.text("text").stream())
                                        .collect(Collectors.joining("\n")));
    }
}
