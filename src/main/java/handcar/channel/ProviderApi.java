package handcar.channel;

import module java.base;

import handcar.channel.MessageSender.Verified;
import handcar.json.Json;
import handcar.json.JsonView;
import handcar.json.MalformedJsonException;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

/// How providers are asked: with the time a sending may take, without repeating what may have been seen, and with answers
/// that need not be JSON.
///
/// @param provider what staff read when it does not answer
public record ProviderApi(String provider, HttpClient outgoing) {
    /// How long it may be silent: below [SendResult#LONGEST], which also counts the connecting.
    private static final Duration SILENCE = Duration.ofSeconds(8);

    /// How long a person waits for a verification's answer.
    private static final Duration VERIFICATION = Duration.ofSeconds(5);

    /// No provider's sentence is longer, and a page of HTML is no sentence.
    private static final int LONGEST_REASON = 300;

    /// Sends once.
    public SendResult send(Request call, Function<Response, SendResult> read) {
        return SendResult.of(
                outgoing.call(
                        call.repeating(RetrySafety.NEVER).within(SILENCE, SendResult.LONGEST)),
                read);
    }

    /// Asks something harmless.
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

    /// What an answer that names the message makes of a sending.
    public SendResult sent(Optional<String> id) {
        return id.<SendResult>map(SendResult.Sent::new)
                .orElseGet(() -> new SendResult.Unknown(provider + "'s answer names no message."));
    }

    /// The answer's JSON; an empty view for a proxy's page, of which the status has to do.
    public static JsonView json(Response answer) {
        try {
            return new JsonView(Json.any(answer.body()));
        } catch (MalformedJsonException _) {
            return new JsonView(null);
        }
    }

    /// As much of a provider's reason as anybody reads.
    public static String bounded(String reason) {
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
