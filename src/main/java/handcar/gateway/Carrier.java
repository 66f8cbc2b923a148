package handcar.gateway;

import handcar.gateway.Provider.Patience;

/// A provider as programs reach it: OpenAI's JSON in, OpenAI's JSON out, whatever it speaks itself.
interface Carrier {
    /// `openai`, `anthropic`, `built-in`.
    String name();

    /// The whole answer; [ProviderFailure] when there is none.
    Whole whole(Asked asked, String model, Patience patience);

    /// The answer as it is written; [ProviderFailure] when it does not begin.
    Passage stream(Asked asked, String model, Patience patience);
}
