package handcar.net;

import module java.base;

/// How a call ended, as a metrics label: few values, none of them from a URL.
public enum ResultLabel {
    OK,
    REDIRECTED,
    REFUSED,
    RATE_LIMITED,
    SERVER_ERROR,
    BREAKER_OPEN,
    REFUSED_URL,
    UNREACHABLE,
    BUSY,
    TIMED_OUT,
    CUT,
    TOO_LARGE,
    CANCELLED;

    /// The label's value, `rate_limited`.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ResultLabel of(int status) {
        return switch (status / 100) {
            case 2 -> OK;
            case 3 -> REDIRECTED;
            case 5 -> SERVER_ERROR;
            default -> status == 429 ? RATE_LIMITED : REFUSED;
        };
    }

    static ResultLabel of(CallResult<? extends ResponseHead> outcome) {
        return switch (outcome) {
            case CallResult.Answered<? extends ResponseHead>(ResponseHead head) ->
                    of(head.status());
            case CallResult.NotSent<? extends ResponseHead>(FailureReason reason, String _) ->
                    of(reason);
            case CallResult.Lost<? extends ResponseHead>(FailureReason reason, String _) ->
                    of(reason);
        };
    }

    /// Every reason is a label, too.
    static ResultLabel of(FailureReason reason) {
        return valueOf(reason.name());
    }
}
