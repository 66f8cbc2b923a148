package handcar.llm;

import module java.base;

import handcar.config.Config;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.llm.provider.ModelRequest;
import handcar.llm.provider.ProviderResponse;

/// Asks models for Handcar itself, over the same router as the programs that use its API. [NoModelAvailableException] when no
/// provider answers, which is the moment for the built-in model. Blocks.
public final class LlmClient {
    private final ModelRouter router;
    private final Config.Models config;

    public LlmClient(ModelRouter router, Config.Models config) {
        this.router = router;
        this.config = config;
    }

    /// Whether any provider may be asked now; costs nothing.
    public boolean available() {
        return router.available();
    }

    /// The whole answer, for those who show nothing while it is written.
    public ChatResponse complete(ChatRequest request) {
        ModelRouter.Completed<JsonView> completed =
                router.complete(request(request, false), LlmClient::choice);
        JsonView choice = completed.answer();
        JsonView message = choice.at("message");
        List<ToolCall> calls = message.at("tool_calls").each().map(ToolCall::of).toList();
        return new ChatResponse(
                ChatJson.text(message).orElse(""),
                calls,
                FinishReason.of(choice.text("finish_reason").orElse("")),
                completed.call());
    }

    /// The answer as it is written; returns with its first word. Must be closed. Once a word was given a failure is the
    /// caller's to handle, because another provider would say it differently.
    public ChatStream stream(ChatRequest request) {
        return router.stream(request(request, true), ChatStream::new);
    }

    private InternalRequest request(ChatRequest request, boolean stream) {
        return new InternalRequest(
                ModelRequest.Kind.CHAT,
                request.origin(),
                request.model().orElse(ModelRequest.ANY_MODEL),
                ChatJson.fields(request, config, stream),
                request.limit().isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(System.nanoTime() + request.limit().get().toNanos()));
    }

    private static JsonView choice(ProviderResponse response) {
        JsonView choice = new JsonView(Json.any(response.json())).at("choices").at(0);
        if (!choice.at("message").isPresent()) {
            throw new MalformedJsonException("an answer without choices");
        }
        return choice;
    }
}
