package handcar.net;

/// Why there is no response.
public enum FailureReason {
    /// The host failed too often lately and is left alone for a while; nothing was tried.
    BREAKER_OPEN,
    /// The URL, or one it redirects to, leads where this server does not go.
    REFUSED_URL,
    /// The name does not exist, no server listens there, or TLS failed.
    UNREACHABLE,
    /// All our connections are in use.
    BUSY,
    /// Silence, or the whole call, took longer than allowed.
    TIMED_OUT,
    /// The connection broke before the answer was complete, or what came was not HTTP.
    CUT,
    /// The answer is larger than the caller wants.
    TOO_LARGE,
    /// We stopped it ourselves.
    CANCELLED
}
