package handcar.http.stream;

import module java.base;

/// Opens an event stream. It is called before anything is answered, so a [Problem] becomes an HTTP error. What it returns feeds
/// the sink on a thread of its own and may subscribe and return: the stream stays open until the sink or the client ends it.
@FunctionalInterface
public interface StreamHandler {
    /// Checks the caller and returns what feeds the stream.
    Consumer<EventSink> open(StreamRequest call);
}
