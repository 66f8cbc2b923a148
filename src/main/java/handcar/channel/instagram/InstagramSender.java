package handcar.channel.instagram;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.SendResult.Refused;
import handcar.channel.TextSender;
import handcar.channel.meta.GraphApi;
import handcar.channel.meta.GraphApi.GraphError;
import handcar.net.CallResult;
import handcar.net.HttpClient;
import handcar.net.Response;

/// Sends from a professional account.
/// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>
final class InstagramSender implements TextSender {
    /// The customer's last message is too old, in both of Meta's lists of codes.
    private static final Set<Long> TOO_LATE = Set.of(2_534_022L, 2_018_278L);

    /// The person does not exist, or accepts no messages from us.
    private static final Set<Long> UNREACHABLE = Set.of(2_534_014L, 2_018_001L, 1_545_041L);

    private static final long BUSY = 1_200;

    private final GraphApi graph;

    InstagramSender(String baseUrl, HttpClient httpClient) {
        this.graph =
                new GraphApi(
                        InstagramProvider.KIND,
                        baseUrl,
                        httpClient,
                        body -> body.text("message_id"),
                        InstagramSender::result);
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        return message(part, Map.of("text", text), account);
    }

    /// Instagram fetches the file from its address here. A message is a text or one file.
    /// <https://developers.facebook.com/docs/instagram-platform/instagram-api-with-instagram-login/messaging-api>
    @Override
    public SendResult files(
            OutboundPart part, String text, List<Outbound.Media> files, ChannelAccount account) {
        Outbound.Media file = files.getFirst();
        String type =
                switch (file.type()) {
                    case IMAGE, STICKER -> "image";
                    case AUDIO -> "audio";
                    case VIDEO -> "video";
                    case DOCUMENT -> "file";
                };
        return file.link()
                .map(
                        url ->
                                message(
                                        part,
                                        Map.of(
                                                "attachment",
                                                Map.of(
                                                        "type",
                                                        type,
                                                        "payload",
                                                        Map.of("url", url.toString()))),
                                        account))
                .orElseGet(
                        () ->
                                new Refused(
                                        "Instagram fetches files from this server: set BACKEND_URL"
                                                + " to its https address."));
    }

    private SendResult message(
            OutboundPart part, Map<String, Object> message, ChannelAccount account) {
        String ours = part.sender(account);
        return graph.isConfigured(account, ours)
                ? graph.send(
                        account,
                        "/" + ours + "/messages",
                        Map.of("recipient", Map.of("id", part.thread()), "message", message))
                : new Refused("No access token or Instagram account id is configured.");
    }

    @Override
    public Verified verify(ChannelAccount account) {
        return graph.isConfigured(account, account.id())
                ? graph.verify(
                        account,
                        "/" + account.id() + "?fields=username,name",
                        body -> body.text("username").map("@"::concat))
                : new Verified(false, "Set the access token and the Instagram account id.");
    }

    /// Asks for the profile of a customer; empty without an access token.
    Optional<CallResult<Response>> profile(String igsid, ChannelAccount account) {
        return graph.isConfigured(account, igsid)
                ? Optional.of(
                        graph.get(
                                "profile",
                                account,
                                "/" + igsid + "?fields=name,username,profile_pic"))
                : Optional.empty();
    }

    /// <https://developers.facebook.com/docs/messenger-platform/error-codes>
    private static Optional<SendResult> result(GraphError error) {
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
        return error.code() == BUSY
                ? Optional.of(new SendResult.TryLater(error.sentence()))
                : Optional.empty();
    }
}
