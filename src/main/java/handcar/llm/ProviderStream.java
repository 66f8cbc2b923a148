package handcar.llm;

import handcar.json.JsonView;
import handcar.net.SseEvent;

import java.util.Optional;

/// An answer as a provider writes it, not yet priced.
interface ProviderStream extends AutoCloseable {
    /// The next piece of text, never empty text; nothing once the answer is complete. [ProviderException] when it breaks.
    Optional<String> next();

    /// What came so far; the whole answer once [#next] gave nothing.
    ProviderResponse answer();

    @Override
    void close();

    /// What the events of one answer mean; keeps what came so far.
    interface Reading {
        /// Whether this event ends the stream.
        boolean isLast(SseEvent event);

        /// Takes in an event; its text, if it has any. [ProviderException] when it is an error.
        Optional<String> read(JsonView event);

        /// Whether the stream may end here without its last event.
        boolean mayEnd();

        /// What came so far.
        ProviderResponse answer();
    }
}
