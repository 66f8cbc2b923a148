package handcar.net;

import module java.base;

import handcar.net.CallResult.Answered;
import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;

/// When a call may be sent again.
public enum RetrySafety {
    /// After any failure that may pass: sending it twice is the same as once.
    FREELY,
    /// Only when the other side cannot have acted: not connected, or it answered 429, 503 or 529.
    UNSEEN,
    /// Never.
    NEVER;

    /// The provider says it did not act (529 is Anthropic's "overloaded").
    private static final Set<Integer> TURNED_AWAY = Set.of(429, 503, 529);

    /// It may have acted, and may do better next time.
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504, 529);

    boolean after(CallResult<? extends ResponseHead> outcome) {
        return switch (this) {
            case NEVER -> false;
            case UNSEEN ->
                    switch (outcome) {
                        case Answered<? extends ResponseHead>(ResponseHead head) ->
                                TURNED_AWAY.contains(head.status());
                        case NotSent<? extends ResponseHead>(FailureReason reason, String _) ->
                                mayPass(reason);
                        case Lost<? extends ResponseHead> _ -> false;
                    };
            case FREELY ->
                    switch (outcome) {
                        case Answered<? extends ResponseHead>(ResponseHead head) ->
                                PASSING.contains(head.status());
                        case NotSent<? extends ResponseHead>(FailureReason reason, String _) ->
                                mayPass(reason);
                        case Lost<? extends ResponseHead>(FailureReason reason, String _) ->
                                mayPass(reason);
                    };
        };
    }

    private static boolean mayPass(FailureReason reason) {
        return switch (reason) {
            case UNREACHABLE, BUSY, TIMED_OUT, CUT -> true;
            case BREAKER_OPEN, REFUSED_URL, TOO_LARGE, CANCELLED -> false;
        };
    }
}
