package handcar.llm;

import handcar.net.Response;

import java.util.Map;
import java.util.Set;

/// How one provider is spoken to. Knows nothing of connections, other providers, costs or the ledger.
sealed interface ProviderProtocol permits OpenAiProtocol, AnthropicProtocol {
    /// `openai` or `anthropic`.
    String name();

    /// The model used for a request.
    String model(ChatRequest request);

    /// The request in its JSON, for a server with these quirks.
    Map<String, Object> body(
            ChatRequest request, String model, Set<CompatibilityFlag> quirks, boolean stream);

    /// A whole answer from its JSON; [ProviderException] when it is none.
    ProviderResponse whole(Response answer, String model, long inputLength);

    /// A streamed answer, event by event.
    ProviderStream.Reading reading(String model, long inputLength);
}
