package handcar.channel.slack;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.slack.SlackPayload.Result;
import handcar.json.JsonView;
import handcar.net.CallFailedException;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;
import handcar.net.RetrySafety;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Posts into the staff's channel. A part without a thread begins one: its external id is the thread's name.
public final class SlackSender implements MessageSender {
    static final String TOKEN = "bot_token";

    private static final Duration SILENCE = Duration.ofSeconds(8);

    /// 4 000 characters are what Slack recommends; it cuts at 40 000. One message a second and channel:
    /// <https://docs.slack.dev/apis/web-api/rate-limits/>.
    static final ChannelCapabilities SHAPE =
            new ChannelCapabilities(
                    4_000,
                    ChannelCapabilities.Unit.UTF16_UNITS,
                    ChannelCapabilities.Markup.SLACK,
                    1,
                    Duration.ZERO,
                    Optional.empty());

    private final HttpClient httpClient;

    public SlackSender(HttpClient httpClient) {
        this.httpClient = httpClient;
    }

    @Override
    public ChannelCapabilities shape(JsonView address) {
        return SHAPE;
    }

    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        Map<String, Object> post = SlackPayload.post(part.account(), part.thread(), part.text());
        return SendResult.of(
                httpClient.call(method("chat.postMessage", post, account)), SlackSender::became);
    }

    @Override
    public Verified verify(ChannelAccount account) {
        try {
            Response answer = httpClient.call(method("auth.test", Map.of(), account)).orThrow();
            Result result = Result.of(answer.body());
            if (!result.ok()) {
                return new Verified(false, explained(result.error()));
            }
            if (!account.id().matches("[CGD][A-Z0-9]{6,}")) {
                return new Verified(
                        false,
                        "Name the channel by its id (C…), which stands at the end of its details in"
                                + " Slack.");
            }
            return new Verified(true, result.user() + " in " + result.team());
        } catch (CallFailedException e) {
            return new Verified(false, "Slack does not answer: " + e.getMessage());
        }
    }

    private static Request method(String method, Map<String, Object> body, ChannelAccount account) {
        String base = account.setting(ChannelAccount.BASE_URL).orElse(SlackProvider.BASE_URL);
        String token = account.secret(TOKEN).map(secret -> secret.reveal()).orElse("");
        return Request.post("slack." + method, URI.create(base + "/" + method), body)
                .header("Authorization", "Bearer " + token)
                .repeating(RetrySafety.NEVER)
                .within(SILENCE, SendResult.LONGEST);
    }

    private static SendResult became(Response answer) {
        if (answer.status() == 429 || answer.status() == 503) {
            return new SendResult.TryLater("Slack wants a pause", answer.retryAfter());
        }
        if (answer.status() >= 500) {
            return new SendResult.Unknown("Slack answered " + answer.status());
        }
        Result result = Result.of(answer.body());
        if (result.ok()) {
            return result.ts()
                    .<SendResult>map(SendResult.Sent::new)
                    .orElseGet(() -> new SendResult.Unknown("Slack told no name for the message"));
        }
        if (result.later()) {
            return new SendResult.TryLater(result.error(), answer.retryAfter());
        }
        return result.mayHaveActed()
                ? new SendResult.Unknown(result.error())
                : new SendResult.Refused(explained(result.error()));
    }

    private static String explained(String error) {
        return switch (error) {
            case "channel_not_found" ->
                    error + ": name the channel by its id (C…), and invite the app to it";
            case "not_in_channel" -> error + ": invite the app with /invite in the channel";
            case "is_archived" -> error + ": the channel is archived";
            case "invalid_auth",
                    "account_inactive",
                    "token_revoked",
                    "token_expired",
                    "not_authed" ->
                    error + ": the bot's token is not valid (any more)";
            case "missing_scope" -> error + ": add the scope chat:write and install the app again";
            default -> error;
        };
    }
}
