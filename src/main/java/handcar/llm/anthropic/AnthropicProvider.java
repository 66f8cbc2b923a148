package handcar.llm.anthropic;

import module java.base;

import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.provider.HttpModelProvider;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ModelStream;
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
                kind ->
                        new ProviderEndpoint(
                                settings,
                                asked(kind).label(),
                                settings.url("/v1" + asked(kind).path()),
                                key ->
                                        Map.of(
                                                "x-api-key",
                                                key.reveal(),
                                                "anthropic-version",
                                                VERSION),
                                out));
    }

    /// All but the count of tokens is asked as a message.
    private static ModelRequest.Kind asked(ModelRequest.Kind kind) {
        return kind == ModelRequest.Kind.COUNT_TOKENS ? kind : ModelRequest.Kind.MESSAGES;
    }

    @Override
    public boolean does(ModelRequest.Kind kind) {
        return switch (kind) {
            case CHAT, MESSAGES, RESPONSES, COUNT_TOKENS -> true;
            case EMBEDDINGS, COMPLETIONS, MODERATIONS, IMAGES, SPEECH, TRANSCRIPTIONS -> false;
        };
    }

    @Override
    public boolean isOwn(ModelRequest.Kind kind) {
        return kind == ModelRequest.Kind.MESSAGES || kind == ModelRequest.Kind.COUNT_TOKENS;
    }

    @Override
    protected ProviderEndpoint.Body body(ModelRequest request, String model) {
        return new AnthropicBody(
                new AnthropicRequestTranslator(name(), request, model).body(model));
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
        return new AnthropicAnswer(AnswerShape.of(request, model))
                .translate(body, model, request.inputLength());
    }
}
