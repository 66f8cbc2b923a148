package handcar.http;

/// Receives every request after its answer, for metrics.
@FunctionalInterface
public interface RequestObserver {
    /// `route` is the pattern that matched (`/api/v1/chat/conversations/{id}`), or `unmatched`, never a raw path: the
    /// number of its values is bounded.
    void seen(String method, String route, int status, long nanos);
}
