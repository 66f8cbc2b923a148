package handcar.channel.dialog360;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MessageSender;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.ProviderApi;
import handcar.channel.SendResult;
import handcar.channel.meta.GraphApi;
import handcar.channel.whatsapp.WhatsAppMessages;
import handcar.json.JsonView;
import handcar.net.HttpClient;

/// Sends through 360dialog: the Cloud API's messages under the number's key, which names the number.
/// <https://docs.360dialog.com/docs/messaging/sending-messages>
final class Dialog360Sender implements MessageSender {
    private final GraphApi graph;

    Dialog360Sender(String baseUrl, HttpClient httpClient) {
        this.graph =
                new GraphApi(
                        Dialog360Provider.KIND,
                        baseUrl,
                        new ProviderApi("360dialog", httpClient),
                        "D360-API-KEY",
                        "",
                        Dialog360Provider.API_KEY,
                        WhatsAppMessages::id,
                        WhatsAppMessages::judged);
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        return send(account, WhatsAppMessages.text(part, text));
    }

    @Override
    public SendResult template(
            OutboundPart part, Outbound.Template template, ChannelAccount account) {
        return send(account, WhatsAppMessages.template(part, template));
    }

    @Override
    public SendResult media(OutboundPart part, Outbound.Media media, ChannelAccount account) {
        return send(account, WhatsAppMessages.media(part, media));
    }

    private SendResult send(ChannelAccount account, Map<String, Object> message) {
        return account.secret(Dialog360Provider.API_KEY).isPresent()
                ? graph.send(account, "/messages", message)
                : new SendResult.Refused("No API key is configured.");
    }

    /// Asks where the webhooks go.
    @Override
    public Verified verify(ChannelAccount account) {
        return account.secret(Dialog360Provider.API_KEY).isPresent()
                ? graph.verify(account, "/v1/configs/webhook", Dialog360Sender::told)
                : new Verified(false, "Set the API key.");
    }

    private static Optional<String> told(JsonView body) {
        return Optional.of(
                body.text("url")
                        .map(
                                url ->
                                        "The key is accepted; webhooks go to "
                                                + url.replaceAll("[?#].*", ""))
                        .orElse("The key is accepted; no webhook is set yet."));
    }
}
