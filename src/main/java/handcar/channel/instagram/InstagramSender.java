package handcar.channel.instagram;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.InboundEvent;
import handcar.channel.MessageSender;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.SendResult.TryLater;
import handcar.channel.meta.GraphApi;
import handcar.channel.meta.GraphError;
import handcar.config.Secret;
import handcar.jobs.JobRequest;
import handcar.json.JsonView;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Request;
import handcar.net.Response;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Sends as a professional account.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>
final class InstagramSender implements MessageSender {
    /// 1 000 bytes, not characters; no marks of any kind; free text for a day after the customer's last message.
    private static final ChannelCapabilities SHAPE =
            new ChannelCapabilities(
                    1_000,
                    ChannelCapabilities.Unit.UTF8_BYTES,
                    ChannelCapabilities.Markup.PLAIN,
                    10,
                    Duration.ofSeconds(1),
                    Optional.of(Duration.ofHours(24)));

    /// Outside the window, in the words of both of Meta's lists.
    private static final Set<Long> TOO_LATE = Set.of(2_534_022L, 2_018_278L);

    /// No such person, or one who does not take messages from us.
    private static final Set<Long> UNREACHABLE = Set.of(2_534_014L, 2_018_001L, 1_545_041L);

    private static final GraphApi GRAPH =
            new GraphApi(body -> body.text("message_id"), InstagramSender::known);

    private final String usual;
    private final HttpClient httpClient;

    InstagramSender(String usual, HttpClient httpClient) {
        this.usual = usual;
        this.httpClient = httpClient;
    }

    @Override
    public ChannelCapabilities shape(JsonView address) {
        return SHAPE;
    }

    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        Optional<Secret> token = account.secret(InstagramProvider.ACCESS_TOKEN);
        String ours = part.account().isEmpty() ? account.id() : part.account();
        if (token.isEmpty() || !GraphApi.isId(ours)) {
            return new Refused("No access token or Instagram account id is configured.");
        }
        Map<String, Object> message =
                Map.of(
                        "recipient",
                        Map.of("id", part.thread()),
                        "message",
                        Map.of("text", part.text()));
        Request call =
                Request.post("instagram.send", account.at(usual, "/" + ours + "/messages"), message)
                        .header("Authorization", "Bearer " + token.get().reveal());
        return GRAPH.send(httpClient, call);
    }

    @Override
    public Verified verify(ChannelAccount account) {
        Optional<Secret> token = account.secret(InstagramProvider.ACCESS_TOKEN);
        if (token.isEmpty() || !GraphApi.isId(account.id())) {
            return new Verified(false, "Set the access token and the Instagram account id.");
        }
        Request call =
                Request.get(
                                "instagram.verify",
                                account.at(usual, "/" + account.id() + "?fields=username,name"))
                        .header("Authorization", "Bearer " + token.get().reveal());
        return GraphApi.verify(
                httpClient, call, body -> body.text("username").map(name -> "@" + name));
    }

    @Override
    public Optional<JobRequest> introduce(ChannelAccount account, InboundEvent.Said first) {
        return Optional.of(
                InstagramProfileJob.of(first.account(), account.binding(), first.thread()));
    }

    /// Who somebody is who wrote to us.
    ///
    /// @return empty when there is no token to ask with
    Optional<CallResult<Response>> profile(String igsid, ChannelAccount account) {
        return account.secret(InstagramProvider.ACCESS_TOKEN)
                .filter(_ -> GraphApi.isId(igsid))
                .map(
                        token ->
                                httpClient.call(
                                        Request.get(
                                                        "instagram.profile",
                                                        account.at(
                                                                usual,
                                                                "/"
                                                                        + igsid
                                                                        + "?fields=name,username,profile_pic"))
                                                .header(
                                                        "Authorization",
                                                        "Bearer " + token.reveal())));
    }

    /// <https://developers.facebook.com/docs/messenger-platform/error-codes>
    private static Optional<SendResult> known(GraphError error) {
        if (TOO_LATE.contains(error.subcode())) {
            return Optional.of(
                    new Refused(
                            "The customer's last message is more than 24 hours old; Instagram"
                                    + " delivers nothing now ("
                                    + error.subcode()
                                    + ")."));
        }
        if (UNREACHABLE.contains(error.subcode())) {
            return Optional.of(new Refused("Instagram cannot deliver: " + error.sentence()));
        }
        return switch ((int) error.code()) {
            case 190 ->
                    Optional.of(
                            new Refused(
                                    "The access token is no longer accepted; enter a new one"
                                            + " (190)."));
            case 1200, 80_002, 80_006 -> Optional.of(new TryLater(error.sentence()));
            case 10, 100, 200, 230, 368, 551 -> Optional.of(new Refused(error.sentence()));
            default -> Optional.empty();
        };
    }
}
