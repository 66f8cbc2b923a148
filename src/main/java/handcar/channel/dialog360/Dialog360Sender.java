package handcar.channel.dialog360;

import handcar.channel.ChannelAccount;
import handcar.channel.ChannelCapabilities;
import handcar.channel.MessageSender;
import handcar.channel.OutboundPart;
import handcar.channel.SendResult;
import handcar.channel.meta.GraphApi;
import handcar.channel.whatsapp.WhatsAppMessages;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.HttpClient;
import handcar.net.Request;

import java.util.Optional;

/// Sends through 360dialog: the Cloud API's message under the number's key.
/// <https://docs.360dialog.com/docs/messaging/sending-messages>
final class Dialog360Sender implements MessageSender {
    private static final String KEY_HEADER = "D360-API-KEY";

    private final String usual;
    private final HttpClient httpClient;

    Dialog360Sender(String usual, HttpClient httpClient) {
        this.usual = usual;
        this.httpClient = httpClient;
    }

    @Override
    public ChannelCapabilities shape(JsonView address) {
        return WhatsAppMessages.SHAPE;
    }

    /// The key names the number, so the account is not asked for.
    @Override
    public SendResult send(OutboundPart part, ChannelAccount account) {
        Optional<Secret> key = account.secret(Dialog360Provider.API_KEY);
        if (key.isEmpty()) {
            return new SendResult.Refused("No API key is configured.");
        }
        Request call =
                Request.post(
                                "360dialog.send",
                                account.at(usual, "/messages"),
                                WhatsAppMessages.message(part))
                        .header(KEY_HEADER, key.get().reveal());
        return WhatsAppMessages.GRAPH.send(httpClient, call);
    }

    /// Asks where the webhooks go.
    @Override
    public Verified verify(ChannelAccount account) {
        Optional<Secret> key = account.secret(Dialog360Provider.API_KEY);
        if (key.isEmpty()) {
            return new Verified(false, "Set the API key.");
        }
        Request call =
                Request.get("360dialog.verify", account.at(usual, "/v1/configs/webhook"))
                        .header(KEY_HEADER, key.get().reveal());
        return GraphApi.verify(httpClient, call, body -> Optional.of(told(body)));
    }

    private static String told(JsonView body) {
        return body.text("url")
                .map(url -> "The key is accepted; webhooks go to " + url.replaceAll("[?#].*", ""))
                .orElse("The key is accepted; no webhook is set yet.");
    }
}
