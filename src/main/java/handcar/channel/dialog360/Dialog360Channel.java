package handcar.channel.dialog360;

import handcar.channel.Account;
import handcar.channel.Channel;
import handcar.channel.Part;
import handcar.channel.Sending;
import handcar.channel.Shape;
import handcar.channel.meta.Graph;
import handcar.channel.whatsapp.WhatsAppSending;
import handcar.config.Secret;
import handcar.json.JsonView;
import handcar.net.Call;
import handcar.net.Outgoing;

import java.util.Optional;

/// Sends through 360dialog: the Cloud API's message under the number's key.
/// <https://docs.360dialog.com/docs/messaging/sending-messages>
final class Dialog360Channel implements Channel {
    private static final String KEY_HEADER = "D360-API-KEY";

    private final String usual;
    private final Outgoing outgoing;

    Dialog360Channel(String usual, Outgoing outgoing) {
        this.usual = usual;
        this.outgoing = outgoing;
    }

    @Override
    public Shape shape(JsonView address) {
        return WhatsAppSending.SHAPE;
    }

    /// The key names the number, so the account is not asked for.
    @Override
    public Sending send(Part part, Account account) {
        Optional<Secret> key = account.secret(Dialog360.API_KEY);
        if (key.isEmpty()) {
            return new Sending.Refused("No API key is configured.");
        }
        Call call =
                Call.post(
                                "360dialog.send",
                                account.at(usual, "/messages"),
                                WhatsAppSending.message(part))
                        .header(KEY_HEADER, key.get().reveal());
        return WhatsAppSending.GRAPH.send(outgoing, call);
    }

    /// Asks where the webhooks go.
    @Override
    public Verified verify(Account account) {
        Optional<Secret> key = account.secret(Dialog360.API_KEY);
        if (key.isEmpty()) {
            return new Verified(false, "Set the API key.");
        }
        Call call =
                Call.get("360dialog.verify", account.at(usual, "/v1/configs/webhook"))
                        .header(KEY_HEADER, key.get().reveal());
        return Graph.verify(outgoing, call, body -> Optional.of(told(body)));
    }

    private static String told(JsonView body) {
        return body.text("url")
                .map(url -> "The key is accepted; webhooks go to " + url.replaceAll("[?#].*", ""))
                .orElse("The key is accepted; no webhook is set yet.");
    }
}
