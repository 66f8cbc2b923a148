package handcar.http.stream;

import java.util.function.Consumer;

/// What stands behind an event stream's door. It is asked before anything is answered, so a [Problem] it throws becomes
/// the HTTP error it is; what it returns then feeds the sink, on a thread of its own, and may simply subscribe and leave:
/// the stream stays open until the sink is closed or the client goes.
@FunctionalInterface
public interface StreamHandler {
    /// Checks who calls and what for, and returns what feeds them.
    Consumer<EventSink> open(StreamRequest call);
}
