package handcar.channel;

import module java.base;

import handcar.net.CallResult;
import handcar.net.Request;
import handcar.net.Response;

/// Where the bytes of a file are.
public sealed interface MediaLocation {
    /// They are the answer to this request.
    record At(Request request) implements MediaLocation {}

    /// They are a field of the JSON that is the answer to this request, in base64. The server may not know the message yet.
    record InJson(Request request, String field) implements MediaLocation {}

    /// The channel reads them itself.
    record Streamed(Source source) implements MediaLocation {}

    /// Opens bytes that come by no HTTP; empty when they are not there any more. An exception means that they may be later.
    @FunctionalInterface
    interface Source {
        Optional<InputStream> open() throws IOException;
    }

    /// The provider says that there are so many bytes (0 if it does not say how many), more than it gives or we keep.
    record TooLarge(long bytes) implements MediaLocation {}

    /// The provider does not have them (any more), or does not give them to us.
    record Refused(String reason) implements MediaLocation {}

    /// The provider does not know the message; perhaps it has not stored yet what it told of a moment ago.
    record Early(String reason) implements MediaLocation {}

    /// The provider may give them later.
    record TryLater(String reason, Optional<Duration> after) implements MediaLocation {}

    /// What `read` makes of a good answer. Statuses that pass are tried later, others are refusals.
    static MediaLocation in(CallResult<Response> outcome, Function<Response, MediaLocation> read) {
        return switch (outcome) {
            case CallResult.Answered<Response>(Response answer) when answer.ok() ->
                    read.apply(answer);
            case CallResult.Answered<Response>(Response answer) ->
                    failed(answer.status(), answer.retryAfter());
            case CallResult.NotSent<Response>(var _, String detail) ->
                    new TryLater(detail, Optional.empty());
            case CallResult.Lost<Response>(var _, String detail) ->
                    new TryLater(detail, Optional.empty());
        };
    }

    /// The meaning of a status that is not 2xx.
    static MediaLocation failed(int status, Optional<Duration> after) {
        String reason = "The provider answered with status " + status + ".";
        boolean passes = status >= 500 || status == 429 || status == 408 || status == 425;
        return passes ? new TryLater(reason, after) : new Refused(reason);
    }

    /// The meaning of a status of a server that sends its events before it stores their messages.
    static MediaLocation notStoredYet(int status, Optional<Duration> after) {
        MediaLocation failed = failed(status, after);
        boolean unknown = status == 400 || status == 404;
        return unknown && failed instanceof Refused(String reason) ? new Early(reason) : failed;
    }
}
