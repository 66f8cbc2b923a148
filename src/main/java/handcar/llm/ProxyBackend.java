package handcar.llm;

import handcar.llm.ModelProvider.Patience;

/// A provider as programs reach it: OpenAI's JSON in, OpenAI's JSON out, whatever it speaks itself.
interface ProxyBackend {
    /// `openai`, `anthropic`, `built-in`.
    String name();

    /// The whole answer; [ProviderException] when there is none.
    ProxyResponse whole(ProxyRequest request, String model, Patience patience);

    /// The answer as it is written; [ProviderException] when it does not begin.
    ProxyStream stream(ProxyRequest request, String model, Patience patience);
}
