package handcar.channel.whatsapp;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.meta.GraphApi;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.HttpClient;
import handcar.net.Request;

import java.util.Optional;

/// Sends as a business number. <https://developers.facebook.com/docs/whatsapp/cloud-api/reference/messages>
final class WhatsAppChannel implements MessageSender {
    private final String usual;
    private final HttpClient httpClient;

    WhatsAppChannel(String usual, HttpClient httpClient) {
        this.usual = usual;
        this.httpClient = httpClient;
    }

    @Override
    public ChannelCapabilities shape(JsonView address) {
        return WhatsAppMessages.SHAPE;
    }

    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        Optional<Secret> token = account.secret(WhatsAppProvider.ACCESS_TOKEN);
        String number = part.account().isEmpty() ? account.id() : part.account();
        if (token.isEmpty() || !GraphApi.isId(number)) {
            return new SendResult.Refused("No access token or phone number id is configured.");
        }
        Request call =
                Request.post(
                                "whatsapp.send",
                                account.at(usual, "/" + number + "/messages"),
                                WhatsAppMessages.message(part))
                        .header("Authorization", "Bearer " + token.get().reveal());
        return WhatsAppMessages.GRAPH.send(httpClient, call);
    }

    @Override
    public Verified verify(ChannelAccount account) {
        Optional<Secret> token = account.secret(WhatsAppProvider.ACCESS_TOKEN);
        if (token.isEmpty() || !GraphApi.isId(account.id())) {
            return new Verified(false, "Set the access token and the phone number id.");
        }
        Request call =
                Request.get(
                                "whatsapp.verify",
                                account.at(
                                        usual,
                                        "/"
                                                + account.id()
                                                + "?fields=display_phone_number,verified_name"))
                        .header("Authorization", "Bearer " + token.get().reveal());
        return GraphApi.verify(httpClient, call, WhatsAppChannel::named);
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
