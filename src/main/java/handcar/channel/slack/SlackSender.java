package handcar.channel.slack;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.TextSender;
import handcar.channel.slack.SlackPayload.Result;
import handcar.config.Secret;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

/// Posts into the staff's channel. A part without a thread begins one: its id at Slack is the thread's id.
final class SlackSender implements TextSender {
    private final String baseUrl;
    private final ProviderApi api;

    SlackSender(String baseUrl, HttpClient httpClient) {
        this.baseUrl = baseUrl;
        this.api = new ProviderApi("Slack", httpClient);
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        if (account.secret(SlackProvider.TOKEN).isEmpty()) {
            return new SendResult.Refused("No bot token is configured.");
        }
        Map<String, Object> post = SlackPayload.post(part.account(), part.thread(), text);
        return api.send(method("chat.postMessage", post, account), this::result);
    }

    @Override
    public Verified verify(ChannelAccount account) {
        return api.verify(
                method("auth.test", Map.of(), account),
                answer -> {
                    Result result = Result.of(ProviderApi.json(answer));
                    if (!result.ok()) {
                        return new Verified(false, explained(result.error()));
                    }
                    return account.id().matches("[CGD][A-Z0-9]{6,}")
                            ? new Verified(true, result.user() + " in " + result.team())
                            : new Verified(
                                    false,
                                    "Name the channel by its id (C…), which stands at the end of"
                                            + " its details in Slack.");
                });
    }

    private Request method(String method, Map<String, Object> body, ChannelAccount account) {
        String token = account.secret(SlackProvider.TOKEN).map(Secret::reveal).orElse("");
        return Request.post("slack." + method, account.at(baseUrl, "/" + method), body)
                .header("Authorization", "Bearer " + token);
    }

    private SendResult result(Response answer) {
        if (answer.status() == 429 || answer.status() >= 500) {
            return ProviderApi.failed(answer, "Slack answered " + answer.status());
        }
        Result result = Result.of(ProviderApi.json(answer));
        if (result.ok()) {
            return api.sent(result.ts());
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
