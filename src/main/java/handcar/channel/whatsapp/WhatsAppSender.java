package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MessageSender;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.meta.GraphApi;
import handcar.json.JsonView;
import handcar.net.HttpClient;

/// Sends from a business number. <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
final class WhatsAppSender implements MessageSender {
    private final GraphApi graph;

    WhatsAppSender(String baseUrl, HttpClient httpClient) {
        this.graph = graph(baseUrl, httpClient);
    }

    static GraphApi graph(String baseUrl, HttpClient httpClient) {
        return new GraphApi(
                WhatsAppProvider.KIND,
                baseUrl,
                httpClient,
                WhatsAppMessages::id,
                WhatsAppMessages::result);
    }

    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        String number = part.sender(account);
        return graph.isConfigured(account, number)
                ? graph.send(account, "/" + number + "/messages", WhatsAppMessages.of(part))
                : new SendResult.Refused("No access token or phone number id is configured.");
    }

    @Override
    public UploadResult upload(OutboundFile file, OutboundPart part, ChannelAccount account) {
        String number = part.sender(account);
        return graph.isConfigured(account, number)
                ? graph.upload(account, "/" + number + "/media", WhatsAppMessages.upload(file))
                : new UploadResult.Failed(
                        new SendResult.Refused(
                                "No access token or phone number id is configured."));
    }

    @Override
    public Verified verify(ChannelAccount account) {
        return graph.isConfigured(account, account.id())
                ? graph.verify(
                        account,
                        "/" + account.id() + "?fields=display_phone_number,verified_name",
                        WhatsAppSender::accountName)
                : new Verified(false, "Set the access token and the phone number id.");
    }

    private static Optional<String> accountName(JsonView body) {
        String name = body.text("verified_name").map(text -> text + ", ").orElse("");
        return body.text("display_phone_number").map(name::concat);
    }
}
