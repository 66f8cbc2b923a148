package handcar.llm;

import java.io.OutputStream;

/// An answer on its way through, in OpenAI's event stream. Closing it stops the provider at once.
interface ProxyStream extends AutoCloseable {
    /// Waits for the first event and keeps it, so that a provider that fails before it can still be passed over;
    /// [ProviderException] then.
    void begin();

    /// Writes what is there, waiting for at least one event; false once the stream is complete. [ProviderException] when it
    /// will not be. What `out` throws is left alone.
    boolean forward(OutputStream out) throws java.io.IOException;

    /// The model as the provider names it.
    String model();

    /// What was used so far; a guess until the provider says it.
    TokenUsage usage();

    @Override
    void close();
}
