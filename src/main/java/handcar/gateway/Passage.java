package handcar.gateway;

import java.io.OutputStream;

/// An answer on its way through, in OpenAI's event stream. Closing it stops the provider at once.
interface Passage extends AutoCloseable {
    /// Waits for the first event and keeps it, so that a provider that fails before it can still be passed over;
    /// [ProviderFailure] then.
    void begin();

    /// Writes what is there, waiting for at least one event; false once the stream is complete. [ProviderFailure] when it
    /// will not be. What `out` throws is left alone.
    boolean forward(OutputStream out) throws java.io.IOException;

    /// The model as the provider names it.
    String model();

    /// What was used so far; a guess until the provider says it.
    Usage usage();

    @Override
    void close();
}
