package handcar.channel.whatsapp;

import module java.base;

import handcar.channel.ChannelAccount;
import handcar.channel.MessageSender;
import handcar.channel.Outbound;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.meta.GraphApi;
import handcar.json.JsonView;
import handcar.net.HttpClient;

/// Sends as a business number. <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
final class WhatsAppSender implements MessageSender {
    private final GraphApi graph;

    WhatsAppSender(String baseUrl, HttpClient httpClient) {
        this.graph =
                new GraphApi(
                        WhatsAppProvider.KIND,
                        baseUrl,
                        httpClient,
                        WhatsAppMessages::id,
                        WhatsAppMessages::judged);
    }

    @Override
    public SendResult text(OutboundPart part, String text, ChannelAccount account) {
        return send(part, account, WhatsAppMessages.text(part, text));
    }

    @Override
    public SendResult template(
            OutboundPart part, Outbound.Template template, ChannelAccount account) {
        return send(part, account, WhatsAppMessages.template(part, template));
    }

    @Override
    public SendResult media(OutboundPart part, Outbound.Media media, ChannelAccount account) {
        return send(part, account, WhatsAppMessages.media(part, media));
    }

    private SendResult send(
            OutboundPart part, ChannelAccount account, Map<String, Object> message) {
        String number = part.sender(account);
        return graph.isConfigured(account, number)
                ? graph.send(account, "/" + number + "/messages", message)
                : new SendResult.Refused("No access token or phone number id is configured.");
    }

    @Override
    public Verified verify(ChannelAccount account) {
        return graph.isConfigured(account, account.id())
                ? graph.verify(
                        account,
                        "/" + account.id() + "?fields=display_phone_number,verified_name",
                        WhatsAppSender::named)
                : new Verified(false, "Set the access token and the phone number id.");
    }

    private static Optional<String> named(JsonView body) {
        return body.text("display_phone_number")
                .map(
                        number ->
                                body.text("verified_name")
                                        .map(name -> name + ", " + number)
                                        .orElse(number));
    }
}
