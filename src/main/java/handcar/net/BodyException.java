package handcar.net;

import module java.base;

/// The rest of a response will not come.
public final class BodyException extends IOException {
    private final FailureReason reason;

    BodyException(FailureReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public FailureReason reason() {
        return reason;
    }
}
