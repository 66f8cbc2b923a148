package handcar.chat.live;

import module java.base;

import handcar.chat.ConversationEvent;
import handcar.http.stream.EventSink;
import handcar.http.stream.StreamEvent;

/// A subscribed client: the last event it has seen, and how many pieces of the answer being written.
final class Subscriber {
    /// Events in one read while catching up; they fit the queue of a sink.
    static final int PAGE = 100;

    private final EventSink sink;
    private long last;
    private int pieces;

    Subscriber(EventSink sink, long after) {
        this.sink = sink;
        this.last = after;
    }

    long last() {
        return last;
    }

    void onLeave(Runnable action) {
        sink.onClose(action);
    }

    /// Sends the past, waiting for a slow client; false when the client has gone.
    boolean catchUp(LongFunction<List<ConversationEvent>> eventsAfter) {
        List<ConversationEvent> page;
        do {
            page = eventsAfter.apply(last);
            for (ConversationEvent event : page) {
                if (!sink.send(event.text())) {
                    return false;
                }
                last = event.seq();
            }
        } while (page.size() == PAGE);
        return true;
    }

    /// Hands over an event it has not seen yet; never waits.
    void show(long seq, StreamEvent text) {
        if (seq > last) {
            sink.offer(text);
            last = seq;
        }
    }

    /// Hands over a transient event; never waits.
    void show(StreamEvent text) {
        sink.offer(text);
    }

    /// The next piece is the first one of an answer.
    void beginAnswer() {
        pieces = 0;
    }

    /// Pieces are counted for each client from 0, so that a client who came late gets everything so far as its first piece.
    void show(UUID message, String piece) {
        Map<String, Object> data =
                Map.of("message_id", message.toString(), "index", pieces++, "text", piece);
        show(StreamEvent.of(OptionalLong.empty(), "delta", data));
    }
}
