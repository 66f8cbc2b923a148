package handcar.net;

/// A call ended without a complete response. The message is for logs: it names the host, never the path or a header.
public final class CallFailedException extends RuntimeException {
    private final FailureReason reason;
    private final boolean sent;

    CallFailedException(FailureReason reason, boolean sent, String message) {
        super(message);
        this.reason = reason;
        this.sent = sent;
    }

    public FailureReason reason() {
        return reason;
    }

    /// Whether the other side may have seen the request.
    public boolean sent() {
        return sent;
    }
}
