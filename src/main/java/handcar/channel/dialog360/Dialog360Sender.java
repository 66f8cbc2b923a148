package handcar.channel.dialog360;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MessageSender;
import handcar.channel.OutboundFile;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.meta.GraphApi;
import handcar.channel.whatsapp.WhatsAppMessages;
import handcar.json.JsonView;
import handcar.net.HttpClient;

/// Sends the Cloud API's messages through 360dialog. The API key belongs to one number, so no path names the number.
/// <https://docs.360dialog.com/docs/messaging/sending-messages>
final class Dialog360Sender implements MessageSender {
    private final GraphApi graph;

    Dialog360Sender(String baseUrl, HttpClient httpClient) {
        this.graph = graph(baseUrl, httpClient);
    }

    static GraphApi graph(String baseUrl, HttpClient httpClient) {
        return new GraphApi(
                Dialog360Provider.KIND,
                baseUrl,
                new ProviderApi("360dialog", httpClient),
                "D360-API-KEY",
                "",
                Dialog360Provider.API_KEY,
                WhatsAppMessages::id,
                WhatsAppMessages::result);
    }

    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        return account.secret(Dialog360Provider.API_KEY).isPresent()
                ? graph.send(account, "/messages", WhatsAppMessages.of(part))
                : new SendResult.Refused("No API key is configured.");
    }

    @Override
    public UploadResult upload(OutboundFile file, OutboundPart part, ChannelAccount account) {
        return account.secret(Dialog360Provider.API_KEY).isPresent()
                ? graph.upload(account, "/media", WhatsAppMessages.upload(file))
                : new UploadResult.Failed(new SendResult.Refused("No API key is configured."));
    }

    /// Reads the webhook's address, which changes nothing.
    @Override
    public Verified verify(ChannelAccount account) {
        return account.secret(Dialog360Provider.API_KEY).isPresent()
                ? graph.verify(account, "/v1/configs/webhook", Dialog360Sender::webhook)
                : new Verified(false, "Set the API key.");
    }

    private static Optional<String> webhook(JsonView body) {
        return body.text("url")
                .map(url -> "The key is accepted; webhooks go to " + url.replaceAll("[?#].*", ""))
                .or(() -> Optional.of("The key is accepted; no webhook is set yet."));
    }
}
