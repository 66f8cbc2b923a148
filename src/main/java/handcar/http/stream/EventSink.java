package handcar.http.stream;

import module java.base;

/// One client that listens to events, by SSE or a WebSocket. Any thread may write to a sink.
public interface EventSink {
    /// Sends an event and waits while the client is behind, for replaying what it missed. False when the client is gone.
    boolean send(StreamEvent event);

    /// Sends an event for this client alone and waits while it is behind.
    default boolean send(OptionalLong id, String event, Map<String, ?> data) {
        return send(StreamEvent.of(id, event, data));
    }

    /// Sends an event without waiting, for many listeners. A client that is too far behind is cut off; it reconnects and
    /// catches up by the last id it saw. False when the client is gone.
    boolean offer(StreamEvent event);

    /// Sends an event for this client alone without waiting.
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
