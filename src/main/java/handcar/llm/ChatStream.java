package handcar.llm;

import java.util.Optional;

/// An answer being written. Closing it, from any thread, stops the provider at once. Must be closed.
public interface ChatStream extends AutoCloseable {
    /// The next piece, waiting for it; empty once the answer is complete. [ProviderException] when it will not be.
    Optional<ChatDelta> next();

    /// The whole answer; only after [#next] was empty.
    ChatResponse result();

    @Override
    void close();
}
