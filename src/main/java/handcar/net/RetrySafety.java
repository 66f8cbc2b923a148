package handcar.net;

import module java.base;

import handcar.net.CallResult.Answered;
import handcar.net.CallResult.Lost;
import handcar.net.CallResult.NotSent;

/// When a call may be sent again.
public enum RetrySafety {
    /// After any failure that may pass: sending it twice is the same as once. The server may have acted, and may do better next
    /// time.
    FREELY(408, 429, 500, 502, 503, 504, 529),
    /// As [#FREELY], but not when the server limits us: the caller goes another way.
    UNLESS_LIMITED(408, 500, 502, 503, 504, 529),
    /// Only when the other side cannot have acted: it was not connected, or it says so (529 is Anthropic's "overloaded").
    UNSEEN(429, 503, 529),
    /// Never.
    NEVER;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of cannot be changed
    private final Set<Integer> statuses;

    /// @param statuses after which it is sent again
    RetrySafety(Integer... statuses) {
        this.statuses = Set.of(statuses);
    }

    boolean after(CallResult<? extends ResponseHead> outcome) {
        return switch (outcome) {
            case Answered<? extends ResponseHead>(ResponseHead head) ->
                    statuses.contains(head.status());
            case NotSent<? extends ResponseHead>(FailureReason reason, String _) ->
                    this != NEVER && mayPass(reason);
            case Lost<? extends ResponseHead>(FailureReason reason, String _) ->
                    (this == FREELY || this == UNLESS_LIMITED) && mayPass(reason);
        };
    }

    private static boolean mayPass(FailureReason reason) {
        return switch (reason) {
            case UNREACHABLE, BUSY, TIMED_OUT, CUT -> true;
            case BREAKER_OPEN, REFUSED_URL, TOO_LARGE, CANCELLED -> false;
        };
    }
}
