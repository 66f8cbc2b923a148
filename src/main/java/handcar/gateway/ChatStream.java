package handcar.gateway;

import java.util.Optional;

/// An answer being written. Closing it, from any thread, stops the provider at once. Must be closed.
public interface ChatStream extends AutoCloseable {
    /// The next piece, waiting for it; empty once the answer is complete. [ProviderFailure] when it will not be.
    Optional<ChatDelta> next();

    /// The whole answer; only after [#next] was empty.
    ChatResult result();

    @Override
    void close();
}
