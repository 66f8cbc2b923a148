package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.HttpModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.OpenAiResponseWriter;
import handcar.llm.provider.ProviderEndpoint;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.ProviderSettings;
import handcar.net.HttpClient;
import handcar.net.Response;
import handcar.net.StreamingResponse;

/// Anthropic's Messages API: requests and answers are translated from and into OpenAI's JSON.
/// <https://docs.claude.com/en/api/messages>
public final class AnthropicProvider extends HttpModelProvider {
    private static final String VERSION = "2023-06-01";

    /// The base URL may end with the `/v1` that other clients want.
    public AnthropicProvider(ProviderSettings settings, HttpClient out) {
        super(
                settings,
                new ProviderEndpoint(
                        settings,
                        "messages",
                        settings.base().replaceAll("/v1$", "") + "/v1/messages",
                        Map.of("x-api-key", settings.key().reveal(), "anthropic-version", VERSION),
                        out));
    }

    @Override
    protected ProviderEndpoint.Body body(ModelRequest request, String model) {
        Map<String, Object> body =
                new AnthropicRequestTranslator(name(), request).body(model, settings.maxTokens());
        return flags -> {
            if (flags.contains(CompatibilityFlag.OWN_TEMPERATURE)) {
                body.remove("temperature");
            }
            return Json.bytes(body);
        };
    }

    @Override
    protected ModelStream events(ModelRequest request, String model, StreamingResponse answer) {
        return new AnthropicStream(name(), answer, model, request);
    }

    @Override
    protected ProviderResponse whole(ModelRequest request, String model, Response answer) {
        JsonView body = ProviderErrors.json(answer);
        if (body.at("error").isPresent()) {
            throw ProviderErrors.event(name(), body.at("error"));
        }
        if (!body.at("content").isPresent()) {
            throw new MalformedJsonException("an answer without content");
        }
        List<JsonView> blocks = body.at("content").each().toList();
        String text =
                blocks.stream()
                        .flatMap(block -> block.text("text").stream())
                        .collect(Collectors.joining());
        List<Map<String, Object>> calls =
                blocks.stream()
                        .filter(block -> block.text("type").equals(Optional.of("tool_use")))
                        .map(AnthropicProvider::call)
                        .toList();
        OpenAiResponseWriter chunks =
                new OpenAiResponseWriter(
                        body.text("id").orElse("chatcmpl"), body.text("model").orElse(model));
        return chunks.whole(
                text,
                calls,
                finish(body.text("stop_reason").orElse("")),
                usage(body.at("usage"), request.inputLength(), text.length()),
                Map.of());
    }

    private static Map<String, Object> call(JsonView block) {
        return OpenAiResponseWriter.call(
                block.text("id").orElse(""),
                block.text("name").orElse(""),
                Json.text(block.at("input").fields()));
    }

    /// Why the model stopped, in OpenAI's word.
    static String finish(String reason) {
        return switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> "length";
            case "tool_use" -> "tool_calls";
            case "refusal" -> "content_filter";
            default -> "stop";
        };
    }

    /// Tokens read from or written to Anthropic's prompt cache are counted beside `input_tokens`, not in them.
    static TokenUsage usage(JsonView usage, long inputLength, long outputLength) {
        OptionalLong input = usage.number("input_tokens");
        if (input.isEmpty()) {
            return TokenUsage.estimate(inputLength, outputLength);
        }
        long all =
                input.getAsLong()
                        + usage.number("cache_creation_input_tokens").orElse(0)
                        + usage.number("cache_read_input_tokens").orElse(0);
        return new TokenUsage(all, usage.number("output_tokens").orElse(0), false);
    }
}
