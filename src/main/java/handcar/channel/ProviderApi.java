package handcar.channel;

import module java.base;

import handcar.channel.MessageSender.UploadResult;
import handcar.channel.MessageSender.Verified;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

/// Calls a provider's API: within the time that an attempt may take, never repeating a request that may have been seen, and
/// prepared for answers that are no JSON.
///
/// @param provider its name in error texts
public record ProviderApi(String provider, HttpClient outgoing) {
    /// The longest silence: below [SendResult#LONGEST], which also counts the time to connect.
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /// The longest time for a verification, because a person waits for it.
    private static final Duration VERIFICATION = Duration.ofSeconds(5);

    /// Longer than any provider's sentence, shorter than a page of HTML.
    private static final int LONGEST_REASON = 300;

    /// Sends once.
    public SendResult send(Request call, Function<Response, SendResult> read) {
        return send(call, SILENCE, read);
    }

    /// Sends once to a server that answers only when the message has gone on, and is silent until then.
    public SendResult send(Request call, Duration silence, Function<Response, SendResult> read) {
        return SendResult.of(
                outgoing.call(
                        call.repeating(RetrySafety.NEVER).within(silence, SendResult.LONGEST)),
                read);
    }

    /// Sends once a request that carries a file.
    public SendResult sendFile(Request call, Function<Response, SendResult> read) {
        return sendFile(call, SILENCE, read);
    }

    /// Sends once a request that carries a file, to a server that answers only when the message has gone on.
    public SendResult sendFile(
            Request call, Duration silence, Function<Response, SendResult> read) {
        return SendResult.of(
                outgoing.call(
                        call.repeating(RetrySafety.NEVER)
                                .within(silence, SendResult.LONGEST_WITH_FILE)),
                read);
    }

    /// Uploads a file. What broke off may be uploaded again: it is no message yet.
    public UploadResult upload(Request call, Function<Response, UploadResult> read) {
        return switch (outgoing.call(
                call.repeating(RetrySafety.NEVER).within(SILENCE, SendResult.LONGEST_WITH_FILE))) {
            case CallResult.Answered<Response>(Response answer) -> read.apply(answer);
            case CallResult.NotSent<Response>(var _, String detail) -> uploadLater(detail);
            case CallResult.Lost<Response>(var _, String detail) -> uploadLater(detail);
        };
    }

    private static UploadResult uploadLater(String detail) {
        return new UploadResult.Failed(
                new SendResult.TryLater("The file could not be uploaded: " + detail));
    }

    /// The result of an answer that should name the file.
    public static UploadResult stored(Optional<String> id) {
        return id.filter(name -> !name.isBlank())
                .<UploadResult>map(UploadResult.Stored::new)
                .orElseGet(() -> uploadLater("the answer names no file"));
    }

    /// Makes a call that changes nothing for customers.
    public Verified verify(Request call, Function<Response, Verified> read) {
        return switch (outgoing.call(
                call.repeating(RetrySafety.NEVER).within(VERIFICATION, VERIFICATION))) {
            case CallResult.Answered<Response>(Response answer) -> read.apply(answer);
            case CallResult.NotSent<Response>(var _, String detail) -> silent(detail);
            case CallResult.Lost<Response>(var _, String detail) -> silent(detail);
        };
    }

    private Verified silent(String detail) {
        return new Verified(false, provider + " does not answer: " + detail);
    }

    /// The result of an answer that should name the message.
    public SendResult sent(Optional<String> id) {
        return id.<SendResult>map(SendResult.Sent::new)
                .orElseGet(() -> new SendResult.Unknown(provider + "'s answer names no message."));
    }

    /// The result of a failed call: 429 and 503 may be tried again, other server errors leave open whether it arrived.
    public static SendResult failed(Response answer, String reason) {
        if (answer.status() == 429 || answer.status() == 503) {
            return new SendResult.TryLater(reason, answer.retryAfter());
        }
        return answer.status() >= 500
                ? new SendResult.Unknown(reason)
                : new SendResult.Refused(reason);
    }

    /// The answer's JSON; an empty view when it is none, such as a proxy's page.
    public static JsonView json(Response answer) {
        return JsonView.lenient(answer.body());
    }

    /// The beginning of a provider's reason.
    public static String bounded(String reason) {
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
