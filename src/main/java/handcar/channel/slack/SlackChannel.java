package handcar.channel.slack;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Shape;
import handcar.channel.slack.SlackPayload.Result;
import handcar.json.JsonView;
import handcar.net.Answer;
import handcar.net.Call;
import handcar.net.NoAnswer;
import handcar.net.Outgoing;
import handcar.net.Repeat;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// Posts into the staff's channel. A part without a thread begins one: its external id is the thread's name.
public final class SlackChannel implements Channel {
    static final String TOKEN = "bot_token";

    private static final Duration SILENCE = Duration.ofSeconds(8);

    /// 4 000 characters are what Slack recommends; it cuts at 40 000. One message a second and channel:
    /// <https://docs.slack.dev/apis/web-api/rate-limits/>.
    static final Shape SHAPE =
            new Shape(
                    4_000,
                    Shape.Unit.UTF16_UNITS,
                    Shape.Markup.SLACK,
                    1,
                    Duration.ZERO,
                    Optional.empty());

    private final Outgoing outgoing;

    public SlackChannel(Outgoing outgoing) {
        this.outgoing = outgoing;
    }

    @Override
    public Shape shape(JsonView address) {
        return SHAPE;
    }

    @Override
    public Sending send(Part part, Account account) {
        Map<String, Object> post = SlackPayload.post(part.account(), part.thread(), part.text());
        return Sending.of(
                outgoing.call(method("chat.postMessage", post, account)), SlackChannel::became);
    }

    @Override
    public Verified verify(Account account) {
        try {
            Answer answer = outgoing.call(method("auth.test", Map.of(), account)).orThrow();
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
        } catch (NoAnswer e) {
            return new Verified(false, "Slack does not answer: " + e.getMessage());
        }
    }

    private static Call method(String method, Map<String, Object> body, Account account) {
        String base = account.setting(Account.BASE_URL).orElse(Slack.BASE_URL);
        String token = account.secret(TOKEN).map(secret -> secret.reveal()).orElse("");
        return Call.post("slack." + method, URI.create(base + "/" + method), body)
                .header("Authorization", "Bearer " + token)
                .repeating(Repeat.NEVER)
                .within(SILENCE, Sending.LONGEST);
    }

    private static Sending became(Answer answer) {
        if (answer.status() == 429 || answer.status() == 503) {
            return new Sending.TryLater("Slack wants a pause", answer.retryAfter());
        }
        if (answer.status() >= 500) {
            return new Sending.Unknown("Slack answered " + answer.status());
        }
        Result result = Result.of(answer.body());
        if (result.ok()) {
            return result.ts()
                    .<Sending>map(Sending.Sent::new)
                    .orElseGet(() -> new Sending.Unknown("Slack told no name for the message"));
        }
        if (result.later()) {
            return new Sending.TryLater(result.error(), answer.retryAfter());
        }
        return result.mayHaveActed()
                ? new Sending.Unknown(result.error())
                : new Sending.Refused(explained(result.error()));
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
