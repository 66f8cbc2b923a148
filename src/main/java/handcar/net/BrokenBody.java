package handcar.net;

import java.io.IOException;

/// The rest of an answer will not come.
public final class BrokenBody extends IOException {
    private final Reason reason;

    BrokenBody(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
