package handcar.net;

/// What became of a call. A caller that sends something on must tell apart what the other side cannot have seen, and may
/// be tried again, from what it may have seen, and must not be sent blindly again.
public sealed interface CallResult<T> {
    /// The answer, or [CallFailedException] thrown; for callers to whom the difference does not matter.
    default T orThrow() {
        return switch (this) {
            case Answered<T>(T answer) -> answer;
            case NotSent<T>(FailureReason reason, String detail) ->
                    throw new CallFailedException(reason, false, detail);
            case Lost<T>(FailureReason reason, String detail) ->
                    throw new CallFailedException(reason, true, detail);
        };
    }

    /// The other side answered, with any status.
    record Answered<T>(T answer) implements CallResult<T> {}

    /// The request never went out whole; the other side did nothing.
    record NotSent<T>(FailureReason reason, String detail) implements CallResult<T> {}

    /// The request went out and no complete answer came; the other side may have acted.
    record Lost<T>(FailureReason reason, String detail) implements CallResult<T> {}
}
