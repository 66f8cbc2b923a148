package handcar.llm.anthropic;

import module java.base;

import handcar.json.Json;
import handcar.json.JsonView;
import handcar.llm.cost.TokenUsage;
import handcar.llm.provider.CompatibilityFlag;
import handcar.llm.provider.CompleteStream;
import handcar.llm.provider.ModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
import handcar.llm.provider.OpenAiResponseWriter;
import handcar.llm.provider.ProviderEndpoint;
import handcar.llm.provider.ProviderErrors;
import handcar.llm.provider.ProviderException;
import handcar.llm.provider.ProviderResponse;
import handcar.llm.provider.ProviderSettings;
import handcar.net.CircuitState;
import handcar.net.HttpClient;
import handcar.net.Response;
import handcar.net.StreamingResponse;
import handcar.time.RetrySchedule;

/// Anthropic's Messages API: requests and answers are translated from and into OpenAI's JSON.
/// <https://docs.claude.com/en/api/messages>
public final class AnthropicProvider implements ModelProvider {
    private static final String VERSION = "2023-06-01";

    private final ProviderSettings settings;
    private final ProviderEndpoint messages;

    /// The base URL may end with the `/v1` that other clients want.
    public AnthropicProvider(ProviderSettings settings, HttpClient out) {
        this.settings = settings;
        this.messages =
                new ProviderEndpoint(
                        settings,
                        "messages",
                        settings.base().replaceAll("/v1$", "") + "/v1/messages",
                        Map.of("x-api-key", settings.key().reveal(), "anthropic-version", VERSION),
                        out);
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public boolean serves(String model) {
        return settings.models().test(model);
    }

    @Override
    public Optional<String> defaultModel(ModelRequest.Kind kind) {
        return settings.defaultModel(kind);
    }

    @Override
    public CircuitState breaker() {
        return messages.breaker();
    }

    @Override
    public ProviderResponse complete(ModelRequest request, String model, RetrySchedule retries) {
        return whole(request, model, messages.call(request, model, retries, body(request, model)));
    }

    @Override
    public ModelStream stream(ModelRequest request, String model, RetrySchedule retries) {
        StreamingResponse context = messages.open(request, model, retries, body(request, model));
        return switch (context.mediaType()) {
            case "text/event-stream" -> new AnthropicStream(name(), context, model, request);
            case "application/json" ->
                    CompleteStream.of(whole(request, model, ProviderErrors.whole(name(), context)));
            default -> throw ProviderErrors.noStream(name(), context);
        };
    }

    private ProviderEndpoint.Body body(ModelRequest request, String model) {
        Map<String, Object> body =
                new AnthropicRequestTranslator(name(), request).body(model, settings.maxTokens());
        return flags -> {
            if (flags.contains(CompatibilityFlag.OWN_TEMPERATURE)) {
                body.remove("temperature");
            }
            return Json.bytes(body);
        };
    }

    private ProviderResponse whole(ModelRequest request, String model, Response answer) {
        JsonView body = ProviderErrors.json(answer);
        if (body.at("error").isPresent()) {
            throw ProviderErrors.event(name(), body.at("error"));
        }
        if (!body.at("content").isPresent()) {
            throw new ProviderException.Malformed(name(), "an answer without content");
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
