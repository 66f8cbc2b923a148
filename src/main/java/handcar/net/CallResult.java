package handcar.net;

import module java.base;

/// How a call ended. A caller must distinguish what the other side cannot have seen, which may be sent again, from what it may
/// have seen, which must not be repeated blindly.
public sealed interface CallResult<T> {
    /// The response, or [CallFailedException] for callers to whom the difference does not matter.
    default T orThrow() {
        return switch (this) {
            case Answered<T>(T answer) -> answer;
            case NotSent<T>(FailureReason reason, String detail) ->
                    throw new CallFailedException(reason, false, detail);
            case Lost<T>(FailureReason reason, String detail) ->
                    throw new CallFailedException(reason, true, detail);
        };
    }

    /// What `next` makes of the answer, or the same failure.
    default <R> CallResult<R> then(Function<? super T, CallResult<R>> next) {
        return switch (this) {
            case Answered<T>(T answer) -> next.apply(answer);
            case NotSent<T>(FailureReason reason, String detail) -> new NotSent<>(reason, detail);
            case Lost<T>(FailureReason reason, String detail) -> new Lost<>(reason, detail);
        };
    }

    /// The other side answered, with any status.
    record Answered<T>(T answer) implements CallResult<T> {}

    /// The request never went out whole; the other side did nothing.
    record NotSent<T>(FailureReason reason, String detail) implements CallResult<T> {}

    /// The request went out and no complete answer came; the other side may have acted.
    record Lost<T>(FailureReason reason, String detail) implements CallResult<T> {}
}
