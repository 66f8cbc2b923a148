package handcar.http.stream;

import java.util.Map;
import java.util.OptionalLong;

/// One client listening to events, over SSE or a WebSocket alike. Sinks may be written to from any thread.
public interface EventSink {
    /// Sends an event, waiting while the client is behind; for replaying what was missed. False when the client is gone.
    boolean send(StreamEvent event);

    /// The same for what only this client hears.
    default boolean send(OptionalLong id, String event, Map<String, ?> data) {
        return send(StreamEvent.of(id, event, data));
    }

    /// Hands over an event without ever waiting; for live hubs with many listeners. A client that is too far behind is
    /// cut off, it reconnects and catches up by the last id it saw. False when the client is gone.
    boolean offer(StreamEvent event);

    /// The same for what only this client hears.
    default boolean offer(OptionalLong id, String event, Map<String, ?> data) {
        return offer(StreamEvent.of(id, event, data));
    }

    /// Runs once when the client is gone for whatever reason; at once when it already is.
    void onClose(Runnable action);

    /// Whether the client still listens.
    boolean isOpen();

    /// Ends the stream after what was sent.
    void close();
}
